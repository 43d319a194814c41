package dev.kcompact.finalizer.invocation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kcompact.finalizer.failure.NonRetryableException;
import dev.kcompact.finalizer.testing.TestContext;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;

class LogFieldsTest {
  private static Map<String, String> fields(String payload) {
    try (LogFields fields = LogFields.of("r1", payload)) {
      return MDC.getCopyOfContextMap();
    }
  }

  @Test
  void idsAreTakenFromWhereverAPayloadHasThem() {
    assertThat(
            fields(
                "{\"date\":\"2026-11-22\",\"run\":\"20261122-7\",\"token\":7,\"slice\":\"s-0000\"}"))
        .isEqualTo(
            Map.of("requestId", "r1", "day", "2026-11-22", "run", "20261122-7", "slice", "s-0000"));
    assertThat(
            fields(
                "{\"action\":\"ACQUIRE\",\"request\":{\"date\":\"2026-11-22\"},\"execution\":\"arn:x\"}"))
        .isEqualTo(Map.of("requestId", "r1", "day", "2026-11-22", "execution", "arn:x"));
    assertThat(
            fields(
                "{\"action\":\"OPEN\",\"execution\":\"arn:x\",\"state\":{\"lock\":{\"date\":\"2026-11-22\",\"run\":\"20261122-7\"}}}"))
        .isEqualTo(
            Map.of(
                "requestId", "r1", "day", "2026-11-22", "execution", "arn:x", "run", "20261122-7"));
    assertThat(fields("{\"detail\":{\"executionArn\":\"arn:y\"}}"))
        .isEqualTo(Map.of("requestId", "r1", "execution", "arn:y"));
  }

  @Test
  void whatIsNoPayloadHasItsRequest() {
    assertThat(fields("[]")).isEqualTo(Map.of("requestId", "r1"));
    assertThat(fields("nonsense")).isEqualTo(Map.of("requestId", "r1"));
    assertThat(fields("{\"date\":{},\"run\":3}")).isEqualTo(Map.of("requestId", "r1"));
  }

  @Test
  void nothingIsLeftForTheNextInvocation() {
    JsonHandler<Map<String, String>, String> refusing =
        new JsonHandler<>() {
          @Override
          @SuppressWarnings("unchecked")
          public Class<Map<String, String>> requestType() {
            return (Class<Map<String, String>>) (Class<?>) Map.class;
          }

          @Override
          public String handle(Map<String, String> request, TimeLeft timeLeft) {
            assertThat(MDC.get("run")).isEqualTo("20261122-7");
            throw new NonRetryableException("as asked");
          }
        };
    assertThatThrownBy(
            () ->
                refusing.handleRequest(
                    new ByteArrayInputStream("{\"run\":\"20261122-7\"}".getBytes(UTF_8)),
                    new ByteArrayOutputStream(),
                    new TestContext()))
        .isInstanceOf(NonRetryableException.class);
    assertThat(MDC.getCopyOfContextMap()).isNullOrEmpty();
  }
}
