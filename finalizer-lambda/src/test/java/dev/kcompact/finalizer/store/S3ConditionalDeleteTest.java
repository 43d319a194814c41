package dev.kcompact.finalizer.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.kcompact.contract.location.StorageLocation;
import dev.kcompact.finalizer.failure.RetryableException;
import dev.kcompact.finalizer.testing.LoopbackS3;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.s3.S3Client;

/** Conditional deletes with S3's responses; moto ignores the conditions. */
class S3ConditionalDeleteTest {
  private final List<String> requests = Collections.synchronizedList(new ArrayList<>());
  private String errors = "";
  private HttpServer server;
  private S3Client s3;
  private ObjectStore store;

  @BeforeEach
  void startServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          requests.add(new String(exchange.getRequestBody().readAllBytes(), UTF_8));
          byte[] answer =
              ("<?xml version=\"1.0\"?><DeleteResult>" + errors + "</DeleteResult>")
                  .getBytes(UTF_8);
          exchange.getResponseHeaders().add("Content-Type", "application/xml");
          exchange.sendResponseHeaders(200, answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    server.start();
    s3 = LoopbackS3.clientOf(server);
    store =
        new S3ObjectStore(
            s3, new S3BodyReader(s3, false), StorageLocation.parse("s3://bucket/below/"));
  }

  @AfterEach
  void stopServer() {
    s3.close();
    server.stop(0);
  }

  @Test
  void namesTheContentAndSparesWhatHasAnotherOne() {
    errors =
        error("below/a", "PreconditionFailed") + error("below/b", "ConditionalRequestConflict");

    assertThat(store.deleteUnchanged(objects(3))).containsExactly("a", "b");

    assertThat(requests).hasSize(1);
    assertThat(requests.get(0))
        .contains("<Key>below/0</Key><ETag>etag-0</ETag>", "<Key>below/2</Key><ETag>etag-2</ETag>");
  }

  @Test
  void failsWhereS3Refuses() {
    errors = error("below/1", "AccessDenied");

    assertThatThrownBy(() -> store.deleteUnchanged(objects(2)))
        .isInstanceOf(RetryableException.class)
        .hasMessage("Failed to delete object: s3://bucket/below/1, AccessDenied");
  }

  @Test
  void deletesAThousandInOneCallAndNotMore() {
    store.deleteUnchanged(objects(2001));

    assertThat(requests)
        .extracting(body -> body.split("<Object>").length - 1)
        .containsExactly(1000, 1000, 1);
  }

  private static List<StoredObject> objects(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> new StoredObject(Integer.toString(i), "etag-" + i, 1, Instant.EPOCH))
        .toList();
  }

  private static String error(String key, String code) {
    return "<Error><Key>" + key + "</Key><Code>" + code + "</Code></Error>";
  }
}
