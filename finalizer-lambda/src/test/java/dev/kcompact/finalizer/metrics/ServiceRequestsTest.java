package dev.kcompact.finalizer.metrics;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.kcompact.finalizer.testing.Emitted;
import dev.kcompact.finalizer.testing.LoopbackS3;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.glue.GlueClient;
import software.amazon.awssdk.services.glue.model.EntityNotFoundException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** The SDK finds the meter without configuration, so every client is counted. */
class ServiceRequestsTest {
  private static final int BAD_REQUEST = 400;
  private static final int FORBIDDEN = 403;
  private static final int SLOW_DOWN = 503;

  private record Answer(int status, String body) {}

  private HttpServer server;

  @BeforeEach
  void forgetWhatOthersCounted() throws IOException {
    Emitted.by(ServiceRequests::emit);
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void attemptsOfAClientAreCounted() throws IOException {
    serve(new Answer(SLOW_DOWN, ""), new Answer(FORBIDDEN, ""));
    try (S3Client s3 = LoopbackS3.clientOf(server)) {
      assertThatThrownBy(() -> s3.getObject(get -> get.bucket("b").key("k")))
          .isInstanceOf(S3Exception.class);
    }

    Emitted emitted = Emitted.by(ServiceRequests::emit);

    assertThat(emitted.value("ServiceRequests")).isEqualTo(1);
    assertThat(emitted.value("ServiceRetries")).isEqualTo(1);
    assertThat(emitted.value("ServiceThrottles")).isEqualTo(1);
    assertThat(emitted.dimension("ServiceRetries", "Service")).isEqualTo("S3");
    assertThat(Emitted.by(ServiceRequests::emit).names()).as("starts again at 0").isEmpty();
  }

  @Test
  void throttlesOfServicesThatSpeakJsonAreTheTypeOfARefusal() throws IOException {
    serve(
        new Answer(BAD_REQUEST, "{\"__type\":\"ThrottlingException\",\"message\":\"m\"}"),
        new Answer(BAD_REQUEST, "{\"__type\":\"com.amazonaws.glue#RequestThrottled\"}"),
        new Answer(BAD_REQUEST, "{\"__type\":\"EntityNotFoundException\",\"message\":\"m\"}"));
    try (GlueClient glue = glueOf(server)) {
      assertThatThrownBy(() -> glue.getTable(get -> get.databaseName("d").name("t")))
          .as("the SDK reads what the meter has read")
          .isInstanceOf(EntityNotFoundException.class);
    }

    Emitted emitted = Emitted.by(ServiceRequests::emit);

    assertThat(emitted.value("ServiceRetries")).isEqualTo(2);
    assertThat(emitted.value("ServiceThrottles")).isEqualTo(2);
  }

  private void serve(Answer... answers) {
    Iterator<Answer> next = List.of(answers).iterator();
    server.createContext(
        "/",
        exchange -> {
          exchange.getRequestBody().readAllBytes();
          Answer answer = next.next();
          byte[] body = answer.body().getBytes(UTF_8);
          exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
  }

  private static GlueClient glueOf(HttpServer server) {
    return GlueClient.builder()
        .httpClientBuilder(UrlConnectionHttpClient.builder())
        .endpointOverride(URI.create("http://127.0.0.1:" + server.getAddress().getPort()))
        .credentialsProvider(AnonymousCredentialsProvider.create())
        .region(Region.US_EAST_1)
        .build();
  }
}
