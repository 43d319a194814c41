package dev.kcompact.testbed.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The part of Flink's REST API that the cluster needs. */
public final class FlinkRest {
  private static final Logger LOG = LoggerFactory.getLogger(FlinkRest.class);
  private static final Duration TIMEOUT = Duration.ofSeconds(20);
  private static final int OK = 200;
  private static final int MULTIPLE_CHOICES = 300;

  private final URI rest;
  private final ObjectMapper json = new ObjectMapper();
  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();

  FlinkRest(URI rest) {
    this.rest = rest;
  }

  /**
   * A job's status, for example RUNNING; empty if the endpoint does not answer or the job is
   * unknown.
   */
  public Optional<String> status(String job) throws InterruptedException {
    return ask("/jobs/" + job).map(answer -> answer.path("state").asText());
  }

  /** Whether a job has been restarted after a failure since it was submitted. */
  public boolean wasRestarted(String job) throws InterruptedException {
    return ask("/jobs/" + job)
        .map(answer -> answer.path("timestamps").path("RESTARTING").asLong() > 0)
        .orElse(false);
  }

  /**
   * Requests a stop with a savepoint; {@link #savepoint} returns its location.
   *
   * @return the request's id
   * @throws IOException if the request is rejected or not answered
   */
  public String stop(String job, URI directory) throws IOException, InterruptedException {
    return begin("/jobs/" + job + "/stop", "targetDirectory", directory);
  }

  /**
   * Requests a savepoint of a job that continues; {@link #savepoint} returns its location.
   *
   * @return the request's id
   * @throws IOException if the request is rejected or not answered
   */
  public String saveAndGoOn(String job, URI directory) throws IOException, InterruptedException {
    return begin("/jobs/" + job + "/savepoints", "target-directory", directory);
  }

  /** Requests a cancellation without a savepoint; a missing answer is ignored. */
  public void cancel(String job) throws InterruptedException {
    try {
      client.send(
          request("/jobs/" + job + "?mode=cancel").method("PATCH", BodyPublishers.noBody()).build(),
          BodyHandlers.discarding());
    } catch (IOException e) {
      LOG.debug("Failed to request the cancellation of {}", job, e);
    }
  }

  private String begin(String path, String field, URI directory)
      throws IOException, InterruptedException {
    String body = json.writeValueAsString(json.createObjectNode().put(field, directory.toString()));
    HttpResponse<String> answer =
        client.send(
            request(path)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body))
                .build(),
            BodyHandlers.ofString());
    if (answer.statusCode() >= MULTIPLE_CHOICES) {
      throw new IOException("Failed to request a savepoint: " + path + ": " + answer.body());
    }
    return json.readTree(answer.body()).path("request-id").asText();
  }

  /**
   * The location of the savepoint; empty until it is complete.
   *
   * @throws IOException if it failed
   */
  public Optional<String> savepoint(String job, String request)
      throws IOException, InterruptedException {
    Optional<JsonNode> answer = ask("/jobs/" + job + "/savepoints/" + request);
    JsonNode operation = answer.map(found -> found.path("operation")).orElse(json.nullNode());
    if (operation.has("failure-cause")) {
      throw new IOException("Savepoint of job " + job + " failed: " + causes(operation));
    }
    return Optional.of(operation.path("location").asText()).filter(text -> !text.isEmpty());
  }

  /** The first line of each exception in the chain: Flink wraps the reason several times. */
  private static String causes(JsonNode operation) {
    return operation
        .path("failure-cause")
        .path("stack-trace")
        .asText()
        .lines()
        .filter(line -> !line.startsWith("\tat ") && !line.startsWith("\t..."))
        .collect(Collectors.joining("; "));
  }

  private Optional<JsonNode> ask(String path) throws InterruptedException {
    try {
      HttpResponse<String> answer = client.send(request(path).build(), BodyHandlers.ofString());
      return answer.statusCode() == OK
          ? Optional.of(json.readTree(answer.body()))
          : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(rest.resolve(path)).timeout(TIMEOUT);
  }
}
