package dev.kcompact.testbed.proxy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kcompact.testbed.http.LoopbackServer;
import dev.kcompact.testbed.http.LoopbackServer.Answer;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class HttpFaultProxyTest {
  private static final String PAGE =
      "<R><IsTruncated>false</IsTruncated><Contents><Key>a/1</Key></Contents>"
          + "<Contents><Key>a/2</Key></Contents><Contents><Key>a/3</Key></Contents></R>";

  private final List<String> performed = new CopyOnWriteArrayList<>();
  private final LoopbackServer server =
      LoopbackServer.start(
          "behind",
          0,
          request -> {
            performed.add(
                request.getRequestMethod()
                    + " "
                    + new String(request.getRequestBody().readAllBytes(), UTF_8));
            return new Answer(200, Map.of("ETag", "e"), PAGE.getBytes(UTF_8));
          });
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final FaultScript script = new FaultScript(1, 1);

  @AfterEach
  void close() {
    server.close();
  }

  private HttpFaultProxy proxy(Fault... faults) {
    Set<Fault> all = faults.length == 0 ? Set.of() : EnumSet.copyOf(List.of(faults));
    script.allow(faults.length);
    return new HttpFaultProxy(
        server.uri().getPort(),
        ErrorDialect.XML,
        asked -> new RequestLabel("test", asked.method(), all),
        script,
        Duration.ofMillis(30));
  }

  private HttpResponse<String> post(HttpFaultProxy proxy) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(proxy.uri().resolve("/b/k"))
            .POST(BodyPublishers.ofString("content"))
            .build();
    return client.send(request, BodyHandlers.ofString());
  }

  @Test
  void passesOnWhatItLeavesAlone() throws Exception {
    try (HttpFaultProxy proxy = proxy()) {
      assertThat(post(proxy).body()).isEqualTo(PAGE);
      assertThat(post(proxy).headers().firstValue("etag")).contains("e");
      assertThat(performed).containsExactly("POST content", "POST content");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "ERROR_500, 500, InternalError",
    "SLOW_DOWN, 503, SlowDown",
    "FORBIDDEN, 403, AccessDenied"
  })
  void refusesInTheServersPlace(Fault fault, int status, String code) throws Exception {
    try (HttpFaultProxy proxy = proxy(fault)) {
      HttpResponse<String> answer = post(proxy);

      assertThat(answer.statusCode()).isEqualTo(status);
      assertThat(answer.body()).contains("<Code>" + code + "</Code>");
      assertThat(performed).isEmpty();
      assertThat(post(proxy).statusCode()).isEqualTo(200);
    }
  }

  @Test
  void resetsBeforeAnythingIsDone() {
    try (HttpFaultProxy proxy = proxy(Fault.RESET)) {
      assertThatThrownBy(() -> post(proxy)).isInstanceOf(IOException.class);
      assertThat(performed).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"ANSWER_LOST", "STALL"})
  void performsAndLosesTheAnswer(Fault fault) {
    try (HttpFaultProxy proxy = proxy(fault)) {
      assertThatThrownBy(() -> post(proxy)).isInstanceOf(IOException.class);
      assertThat(performed).containsExactly("POST content");
    }
  }

  @Test
  void cutsTheAnswerShort() {
    try (HttpFaultProxy proxy = proxy(Fault.TRUNCATED)) {
      assertThatThrownBy(() -> post(proxy)).isInstanceOf(IOException.class);
    }
  }

  @Test
  void changesOneByteAndNotTheLength() throws Exception {
    try (HttpFaultProxy proxy = proxy(Fault.CORRUPT)) {
      String body = post(proxy).body();

      assertThat(body).hasSameSizeAs(PAGE).isNotEqualTo(PAGE);
    }
  }

  @Test
  void endsAPageEarlyAndSaysThatThereIsMore() throws Exception {
    try (HttpFaultProxy proxy = proxy(Fault.SHORT_PAGE)) {
      assertThat(post(proxy).body())
          .isEqualTo(
              "<R><IsTruncated>true</IsTruncated>"
                  + "<NextContinuationToken>YS8x</NextContinuationToken>"
                  + "<Contents><Key>a/1</Key></Contents></R>");
    }
  }

  @Test
  void doesNotCountWhatItCouldNotBreak() throws Exception {
    try (HttpFaultProxy proxy = proxy(Fault.CORRUPT)) {
      HttpRequest head =
          HttpRequest.newBuilder(proxy.uri().resolve("/b/k"))
              .method("HEAD", BodyPublishers.noBody())
              .build();

      assertThat(client.send(head, BodyHandlers.ofString()).statusCode()).isEqualTo(200);
      assertThat(script.total()).isZero();
    }
  }
}
