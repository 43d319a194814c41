package dev.kcompact.finalizer.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.kcompact.contract.lineage.EntityTag;
import dev.kcompact.finalizer.testing.LoopbackS3;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;

/** Response bodies of a faulty server. */
class S3BodyReaderTest {
  private static final String RIGHT = "{\"a\": 1}";
  private static final String WRONG = "{\"a\": 3}";

  private static final String BROKEN_OFF = "{\"a";

  private final Deque<String> answers = new ArrayDeque<>();
  private String tag = HexFormat.of().formatHex(EntityTag.md5().digest(RIGHT.getBytes(UTF_8)));
  private HttpServer server;
  private S3Client s3;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::serve);
    server.start();
    s3 = LoopbackS3.clientOf(server);
  }

  private void serve(HttpExchange exchange) throws IOException {
    byte[] body = answers.remove().getBytes(UTF_8);
    exchange.getResponseHeaders().add("ETag", '"' + tag + '"');
    String range = exchange.getRequestHeaders().getFirst("Range");
    if (range != null) {
      exchange.getResponseHeaders().add("Content-Range", range.replace("=", " ") + "/8");
    }
    exchange.sendResponseHeaders(range == null ? 200 : 206, RIGHT.length());
    try {
      exchange.getResponseBody().write(body);
    } finally {
      exchange.close();
    }
  }

  @AfterEach
  void stop() {
    s3.close();
    server.stop(0);
  }

  private static String get(S3BodyReader bodies, String range) {
    GetObjectRequest.Builder get = GetObjectRequest.builder().bucket("b").key("k");
    if (!range.isEmpty()) {
      get.range(range);
    }
    return new String(bodies.get(get.build(), InputStream::readAllBytes), UTF_8);
  }

  @Test
  void aBodyThatBreaksOffIsAskedForAgain() {
    answers.addAll(List.of(BROKEN_OFF, RIGHT));

    assertThat(get(new S3BodyReader(s3, false), "")).isEqualTo(RIGHT);
    assertThat(answers).isEmpty();
  }

  @Test
  void aBodyIsReadByteByByteToo() {
    answers.addAll(List.of(BROKEN_OFF, RIGHT));

    byte[] read =
        new S3BodyReader(s3, true)
            .get(
                GetObjectRequest.builder().bucket("b").key("k").build(),
                body -> {
                  ByteArrayOutputStream bytes = new ByteArrayOutputStream();
                  for (int next = body.read(); next >= 0; next = body.read()) {
                    bytes.write(next);
                  }
                  return bytes.toByteArray();
                });

    assertThat(new String(read, UTF_8)).isEqualTo(RIGHT);
  }

  @Test
  void aWrongByteIsSeenWithoutTls() {
    S3BodyReader bodies = new S3BodyReader(s3, true);
    answers.addAll(List.of(WRONG, RIGHT, WRONG, RIGHT));

    assertThat(get(bodies, "")).isEqualTo(RIGHT);
    assertThat(get(bodies, "bytes=0-7")).as("a range of the complete object").isEqualTo(RIGHT);
  }

  @Test
  void aPartHasNoSum() {
    answers.add(WRONG);

    assertThat(get(new S3BodyReader(s3, true), "bytes=1-8")).isEqualTo(WRONG);
  }

  @Test
  void withTlsNothingIsCompared() {
    answers.add(WRONG);

    assertThat(get(new S3BodyReader(s3, false), "")).isEqualTo(WRONG);
  }

  @Test
  void tagsThatAreNoSumsAreBelievedNoMore() {
    S3BodyReader bodies = new S3BodyReader(s3, true);
    answers.addAll(List.of(WRONG, WRONG, RIGHT));
    tag = "0123456789abcdef0123456789abcdef";

    assertThat(get(bodies, "")).as("the same content a second time").isEqualTo(WRONG);
    assertThat(get(bodies, "")).isEqualTo(RIGHT);
  }

  @Test
  void aTagOfMorePartsIsNoSum() {
    tag = "0123456789abcdef0123456789abcdef-2";
    answers.add(WRONG);

    assertThat(get(new S3BodyReader(s3, true), "")).isEqualTo(WRONG);
  }

  @Test
  void triesAreBounded() {
    for (int i = 0; i < 10; i++) {
      answers.add(BROKEN_OFF);
    }

    assertThatThrownBy(() -> get(new S3BodyReader(s3, false), "")).isInstanceOf(SdkException.class);
    assertThat(answers).hasSizeGreaterThan(4);
  }
}
