package dev.kcompact.finalizer.notify;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kcompact.finalizer.failure.RetryableException;
import dev.kcompact.finalizer.invocation.Backoff;
import dev.kcompact.finalizer.invocation.Json;
import dev.kcompact.finalizer.invocation.Pause;
import dev.kcompact.finalizer.metrics.ServiceRequests;
import dev.kcompact.finalizer.settings.Settings;
import dev.kcompact.finalizer.settings.Settings.ServiceNow;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;

/** Incidents in ServiceNow, through its Table API. */
final class ServiceNowIncidents implements Incidents {
  private static final String SERVICE = "ServiceNow";

  private static final String TABLE = "api/now/table/incident";
  private static final String IN_PROGRESS = "2";
  private static final int RESOLVED = 6;
  private static final int CLOSED = 7;
  private static final int CANCELED = 8;
  private static final String MEDIUM = "2";

  private static final Duration TIMEOUT = Duration.ofSeconds(20);
  private static final int TRIES = 5;
  private static final Backoff BACKOFF = new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(30));
  private static final int UNAUTHORIZED = 401;
  private static final int TOO_MANY_REQUESTS = 429;
  private static final int SERVER_ERROR = 500;
  private static final int SUCCESS = 200;
  private static final int AFTER_SUCCESS = 300;

  private final HttpClient http;
  private final URI root;
  private final Optional<String> stack;
  private final Supplier<Credentials> login;
  private final IncidentClaims claims;
  private final Pause pause;
  private String authorization;

  ServiceNowIncidents(
      HttpClient http, URI root, String user, String password, IncidentClaims claims, Pause pause) {
    this(http, root, Optional.empty(), () -> new Credentials(user, password), claims, pause);
  }

  /**
   * @param stack that distinguishes the stacks of one ServiceNow
   * @param login read now, and again if the login fails, because the password may have changed
   */
  ServiceNowIncidents(
      HttpClient http,
      URI root,
      Optional<String> stack,
      Supplier<Credentials> login,
      IncidentClaims claims,
      Pause pause) {
    this.stack = stack;
    this.http = http;
    this.root = URI.create(root + (root.toString().endsWith("/") ? "" : "/"));
    this.login = login;
    this.claims = claims;
    this.pause = pause;
    this.authorization = authorization(login.get());
  }

  /** Opens a client for each use, because the password may change. */
  static Optional<Supplier<Incidents>> of(Settings settings) {
    return settings.serviceNow().map(to -> of(to, settings.lockTable()));
  }

  private static Supplier<Incidents> of(ServiceNow settings, String table) {
    HttpClient http = HttpClient.newHttpClient();
    IncidentClaims claims =
        new IncidentClaims(DynamoClaimTable.open(table), Clock.systemUTC(), Pause.SLEEPING);
    return () ->
        new ServiceNowIncidents(
            http,
            settings.url(),
            settings.stack(),
            () -> Credentials.read(settings.secret()),
            claims,
            Pause.SLEEPING);
  }

  private static String authorization(Credentials credentials) {
    String login = credentials.user() + ":" + credentials.password();
    return "Basic " + Base64.getEncoder().encodeToString(login.getBytes(UTF_8));
  }

  private record Incident(String sysId, int state) {
    boolean isOpen() {
      return state != RESOLVED;
    }
  }

  /** A failure that a retry may fix. */
  private static final class TransientException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Optional<String> retryAfter;

    TransientException(RetryableException failure, Optional<String> retryAfter) {
      super(failure);
      this.retryAfter = retryAfter;
    }
  }

  /** A change that is retried from its beginning. */
  @FunctionalInterface
  private interface Change<T> {
    T make() throws TransientException, InterruptedException;
  }

  @Override
  public CorrelationId id(String subject, String execution) {
    return CorrelationId.of(stack, execution, subject);
  }

  @Override
  public void open(CorrelationId id, String title, String text) {
    try (IncidentClaims.Claim claim = claims.take(id.text())) {
      open(id, title, text, claim);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RetryableException("Failed to reach ServiceNow: " + root, e);
    }
  }

  private void open(CorrelationId id, String title, String text, IncidentClaims.Claim claim) {
    retried(
        () -> {
          List<Incident> found = find(id);
          if (found.isEmpty()) {
            claim.extend();
            return send(
                "POST",
                TABLE,
                Map.of(
                    "correlation_id", id.text(),
                    "short_description", title,
                    "description", text,
                    "urgency", MEDIUM,
                    "impact", MEDIUM));
          }
          Incident chosen =
              found.stream().filter(Incident::isOpen).findFirst().orElse(found.get(0));
          Map<String, String> change = new HashMap<>();
          change.put("correlation_id", id.text());
          change.put("short_description", title);
          change.put("work_notes", text);
          if (!chosen.isOpen()) {
            change.put("state", IN_PROGRESS);
          }
          return send("PATCH", TABLE + "/" + chosen.sysId(), change);
        });
  }

  @Override
  public boolean resolve(CorrelationId id, String text) {
    return retried(
        () -> {
          List<Incident> open = find(id).stream().filter(Incident::isOpen).toList();
          for (Incident each : open) {
            send(
                "PATCH",
                TABLE + "/" + each.sysId(),
                Map.of(
                    "state",
                    Integer.toString(RESOLVED),
                    "close_code",
                    "Solved (Permanently)",
                    "close_notes",
                    text));
          }
          return !open.isEmpty();
        });
  }

  /**
   * Returns the incidents that can still be changed, so not closed or canceled ones. There are
   * several if a creation succeeded after its client had timed out and created another one.
   */
  private List<Incident> find(CorrelationId id) throws TransientException, InterruptedException {
    String query = id.query() + "^state!=" + CLOSED + "^state!=" + CANCELED;
    String path =
        TABLE
            + "?sysparm_limit=20&sysparm_fields=sys_id,state,correlation_id,description&sysparm_query="
            + URLEncoder.encode(query, UTF_8);
    List<Incident> found = new ArrayList<>();
    for (JsonNode row : send("GET", path, Map.of()).path("result")) {
      if (row.path("sys_id").isTextual()
          && id.isOf(row.path("correlation_id").asText(), row.path("description").asText())) {
        found.add(new Incident(row.path("sys_id").textValue(), row.path("state").asInt()));
      }
    }
    return found;
  }

  /** Each attempt searches first, because a creation without an answer may have succeeded. */
  private <T> T retried(Change<T> change) {
    ServiceRequests.sent(SERVICE);
    for (int attempt = 1; ; attempt++) {
      try {
        try {
          return change.make();
        } catch (TransientException e) {
          if (attempt == TRIES) {
            throw (RetryableException) requireNonNull(e.getCause());
          }
          ServiceRequests.retried(SERVICE);
          pause.of(pauseAfter(attempt, e.retryAfter));
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new RetryableException("Failed to reach ServiceNow: " + root, e);
      }
    }
  }

  /** Reads the credentials again after a failed login, and tries it once more if they differ. */
  private JsonNode send(String method, String path, Map<String, String> fields)
      throws TransientException, InterruptedException {
    HttpResponse<String> response = request(method, path, fields);
    if (response.statusCode() == UNAUTHORIZED) {
      String again = authorization(login.get());
      if (!again.equals(authorization)) {
        authorization = again;
        response = request(method, path, fields);
      }
    }
    return answer(method + " " + response.uri(), response);
  }

  private HttpResponse<String> request(String method, String path, Map<String, String> fields)
      throws TransientException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(root.resolve(path))
            .timeout(TIMEOUT)
            .header("Authorization", authorization)
            .header("Accept", "application/json")
            .header("Content-Type", "application/json")
            .method(
                method,
                method.equals("GET")
                    ? BodyPublishers.noBody()
                    : BodyPublishers.ofString(Json.write(fields), UTF_8))
            .build();
    String what = method + " " + request.uri();
    try {
      return http.send(request, BodyHandlers.ofString(UTF_8));
    } catch (IOException e) {
      throw new TransientException(
          new RetryableException("Failed to reach ServiceNow: " + what, e), Optional.empty());
    }
  }

  private static JsonNode answer(String what, HttpResponse<String> response)
      throws TransientException {
    int status = response.statusCode();
    if (status == TOO_MANY_REQUESTS) {
      ServiceRequests.throttled(SERVICE);
    }
    if (status == TOO_MANY_REQUESTS || status >= SERVER_ERROR) {
      throw new TransientException(
          failed(what, "status " + status), response.headers().firstValue("Retry-After"));
    }
    if (status < SUCCESS || status >= AFTER_SUCCESS) {
      throw failed(what, "status " + status);
    }
    return Json.tree(response.body()).orElseThrow(() -> failed(what, "its answer is not JSON"));
  }

  private static Duration pauseAfter(int attempt, Optional<String> retryAfter) {
    return retryAfter
        .filter(seconds -> seconds.matches("\\d{1,6}"))
        .map(seconds -> Duration.ofSeconds(Long.parseLong(seconds)))
        .map(wait -> wait.compareTo(BACKOFF.longest()) < 0 ? wait : BACKOFF.longest())
        .orElseGet(() -> BACKOFF.after(attempt, ThreadLocalRandom.current()));
  }

  private static RetryableException failed(String what, String why) {
    return new RetryableException("Failed to change incident: ServiceNow, " + what + ", " + why);
  }
}
