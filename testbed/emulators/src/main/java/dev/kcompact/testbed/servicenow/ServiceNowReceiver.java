package dev.kcompact.testbed.servicenow;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import dev.kcompact.testbed.http.LoopbackServer;
import dev.kcompact.testbed.http.LoopbackServer.Answer;
import dev.kcompact.testbed.servicenow.Incidents.Written;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Emulates ServiceNow's Table API for incidents: GET with sysparm_query, GET, PATCH and PUT of one,
 * POST; basic authentication. GET / lists all incidents as JSON without authentication. Each
 * request has its own thread.
 */
public final class ServiceNowReceiver implements AutoCloseable {
  /** User of the basic authentication. */
  public static final String USER = "kcompact";

  /** Password of the basic authentication. */
  public static final String PASSWORD = "local";

  private static final Pattern TABLE = Pattern.compile("/api/now(?:/v\\d)?/table/incident");
  private static final Pattern ROW = Pattern.compile(TABLE.pattern() + "/([^/]+)");
  private static final TypeReference<Map<String, String>> VALUES = new TypeReference<>() {};

  private final ObjectMapper mapper = new ObjectMapper();
  private final Incidents incidents;
  private final LoopbackServer server;

  /** Starts a receiver without incidents. */
  public ServiceNowReceiver(int port, InstantSource clock) {
    this(port, clock, UnaryOperator.identity());
  }

  /**
   * Starts a receiver whose requests can fail: {@code faults} wraps the handler of all requests.
   */
  public ServiceNowReceiver(
      int port, InstantSource clock, UnaryOperator<LoopbackServer.Handler> faults) {
    this.incidents = new Incidents(clock);
    this.server = LoopbackServer.start("servicenow", port, faults.apply(this::answer));
  }

  /** The instance's address; the Table API is below it. */
  public URI uri() {
    return server.uri();
  }

  /** Copies of all incidents, oldest first. */
  public List<Map<String, String>> incidents() {
    return incidents.all();
  }

  /** Replaces all incidents, without the checks of a request. */
  public void replaceIncidents(List<Map<String, String>> rows) {
    incidents.replaceAll(rows);
  }

  @Override
  public void close() {
    server.close();
  }

  private Answer answer(HttpExchange request) throws IOException {
    String path = request.getRequestURI().getPath();
    if (path.equals("/") && request.getRequestMethod().equals("GET")) {
      return json(200, incidents.all());
    }
    if (!isAuthenticated(request)) {
      return error(401, "User Not Authenticated", "Required to provide Auth information");
    }
    String body = new String(request.getRequestBody().readAllBytes(), UTF_8);
    try {
      Matcher row = ROW.matcher(path);
      if (row.matches()) {
        return row(request.getRequestMethod(), row.group(1), body);
      }
      if (TABLE.matcher(path).matches()) {
        return table(request, body);
      }
      return error(400, "Invalid table", path);
    } catch (JsonProcessingException e) {
      return error(400, "Exception while reading request", "The body must be an object of texts");
    } catch (IllegalArgumentException e) {
      return error(400, "Invalid query", Objects.toString(e.getMessage()));
    }
  }

  private Answer table(HttpExchange request, String body) throws JsonProcessingException {
    return switch (request.getRequestMethod()) {
      case "GET" -> select(parameters(request.getRequestURI().getRawQuery()));
      case "POST" -> written(201, incidents.create(mapper.readValue(body, VALUES)));
      default -> error(405, "Method not supported", request.getRequestMethod());
    };
  }

  private Answer row(String method, String sysId, String body) throws JsonProcessingException {
    return switch (method) {
      case "GET" ->
          incidents.find(sysId).map(row -> result(200, row)).orElseGet(ServiceNowReceiver::missing);
      case "PATCH", "PUT" -> written(200, incidents.update(sysId, mapper.readValue(body, VALUES)));
      default -> error(405, "Method not supported", method);
    };
  }

  private Answer select(Map<String, String> parameters) {
    String query = parameters.getOrDefault("sysparm_query", "");
    int limit = Integer.parseInt(parameters.getOrDefault("sysparm_limit", "10000"));
    List<Map<String, String>> rows = new EncodedQuery(query).select(incidents.all());
    String fields = parameters.get("sysparm_fields");
    return result(200, rows.stream().limit(limit).map(row -> only(fields, row)).toList());
  }

  private static Map<String, String> only(@Nullable String fields, Map<String, String> row) {
    if (fields != null) {
      row.keySet().retainAll(List.of(fields.split(",")));
    }
    return row;
  }

  private Answer written(int status, Written written) {
    if (written instanceof Written.Row row) {
      return result(status, row.values());
    }
    if (written instanceof Written.Refused refused) {
      return error(403, "Operation Failed", refused.reason());
    }
    return missing();
  }

  private static Answer missing() {
    return error(
        404, "No Record found", "Record doesn't exist or ACL restricts the record retrieval");
  }

  private Answer result(int status, Object result) {
    return json(status, Map.of("result", result));
  }

  private Answer json(int status, Object value) {
    try {
      return Answer.json(status, mapper.writeValueAsBytes(value));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Texts can always be written as JSON", e);
    }
  }

  private static Answer error(int status, String message, String detail) {
    String body =
        "{\"error\":{\"message\":\"%s\",\"detail\":\"%s\"},\"status\":\"failure\"}"
            .formatted(plain(message), plain(detail));
    return Answer.json(status, body);
  }

  private static String plain(String text) {
    return text.replaceAll("[\"\\\\\\p{Cntrl}]", "'");
  }

  private static boolean isAuthenticated(HttpExchange request) {
    String expected =
        "Basic " + Base64.getEncoder().encodeToString((USER + ":" + PASSWORD).getBytes(UTF_8));
    return expected.equals(request.getRequestHeaders().getFirst("Authorization"));
  }

  private static Map<String, String> parameters(@Nullable String query) {
    Map<String, String> parameters = new HashMap<>();
    if (query != null) {
      for (String parameter : query.split("&")) {
        String[] parts = parameter.split("=", 2);
        String value = parts.length == 2 ? URLDecoder.decode(parts[1], UTF_8) : "";
        parameters.put(URLDecoder.decode(parts[0], UTF_8), value);
      }
    }
    return parameters;
  }
}
