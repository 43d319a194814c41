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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The few questions to Flink's REST endpoint that a cluster's keeper has. */
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

  /** A job's status, such as RUNNING; empty while nobody answers or knows the job. */
  public Optional<String> status(String job) throws InterruptedException {
    return ask("/jobs/" + job).map(answer -> answer.path("state").asText());
  }

  /** Whether a job has failed and was restarted since it was submitted. */
  public boolean wasRestarted(String job) throws InterruptedException {
    return ask("/jobs/" + job)
        .map(answer -> answer.path("timestamps").path("RESTARTING").asLong() > 0)
        .orElse(false);
  }

  /**
   * Asks a job to stop with a savepoint; {@link #savepoint} tells when it is there.
   *
   * @return what to ask for
   * @throws IOException when the request is refused or nobody answers
   */
  public String stop(String job, URI directory) throws IOException, InterruptedException {
    return begin("/jobs/" + job + "/stop", "targetDirectory", directory);
  }

  /**
   * Asks for a savepoint of a job that goes on; {@link #savepoint} tells when it is there.
   *
   * @return what to ask for
   * @throws IOException when the request is refused or nobody answers
   */
  public String saveAndGoOn(String job, URI directory) throws IOException, InterruptedException {
    return begin("/jobs/" + job + "/savepoints", "target-directory", directory);
  }

  /** Asks a job to end without a savepoint; what nobody answers is left to be asked again. */
  public void cancel(String job) throws InterruptedException {
    try {
      client.send(
          request("/jobs/" + job + "?mode=cancel").method("PATCH", BodyPublishers.noBody()).build(),
          BodyHandlers.discarding());
    } catch (IOException e) {
      LOG.debug("Nobody took the request to cancel {}", job, e);
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
      throw new IOException("Failed to save at " + path + ": " + answer.body());
    }
    return json.readTree(answer.body()).path("request-id").asText();
  }

  /**
   * Where the savepoint of {@link #stop} is; empty while it is not complete.
   *
   * @throws IOException when it has failed
   */
  public Optional<String> savepoint(String job, String request)
      throws IOException, InterruptedException {
    Optional<JsonNode> answer = ask("/jobs/" + job + "/savepoints/" + request);
    JsonNode operation = answer.map(found -> found.path("operation")).orElse(json.nullNode());
    if (operation.has("failure-cause")) {
      throw new IOException(
          "Failed to save job " + job + ": " + operation.path("failure-cause").path("class"));
    }
    return Optional.of(operation.path("location").asText()).filter(text -> !text.isEmpty());
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
