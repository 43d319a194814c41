package dev.kcompact.finalizer.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.kcompact.finalizer.testing.Emitted;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** A client that nobody told of the meter is counted: the SDK finds it by itself. */
class ServiceRequestsTest {
  private static final int SLOW_DOWN = 503;
  private static final int FORBIDDEN = 403;

  @Test
  void attemptsOfAClientAreCounted() throws IOException {
    AtomicInteger asked = new AtomicInteger();
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(asked.getAndIncrement() == 0 ? SLOW_DOWN : FORBIDDEN, -1);
          exchange.close();
        });
    server.start();
    try (S3Client s3 =
        S3Client.builder()
            .httpClientBuilder(UrlConnectionHttpClient.builder())
            .endpointOverride(URI.create("http://127.0.0.1:" + server.getAddress().getPort()))
            .credentialsProvider(AnonymousCredentialsProvider.create())
            .region(Region.US_EAST_1)
            .forcePathStyle(true)
            .build()) {
      Emitted.by(ServiceRequests::emit);
      assertThatThrownBy(() -> s3.getObject(get -> get.bucket("b").key("k")))
          .isInstanceOf(S3Exception.class);

      Emitted emitted = Emitted.by(ServiceRequests::emit);

      assertThat(emitted.value("ServiceRequests")).isEqualTo(1);
      assertThat(emitted.value("ServiceRetries")).isEqualTo(1);
      assertThat(emitted.value("ServiceThrottles")).isEqualTo(1);
      assertThat(emitted.dimension("ServiceRetries", "Service")).isEqualTo("S3");
      assertThat(Emitted.by(ServiceRequests::emit).names()).as("begins anew").isEmpty();
    } finally {
      server.stop(0);
    }
  }
}
