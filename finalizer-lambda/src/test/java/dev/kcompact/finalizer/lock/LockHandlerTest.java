package dev.kcompact.finalizer.lock;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kcompact.finalizer.failure.NonRetryableException;
import dev.kcompact.finalizer.testing.MemoryLockTable;
import dev.kcompact.finalizer.testing.TestContext;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

class LockHandlerTest {
  private final LockHandler handler =
      new LockHandler(
          new DayLock(
              new MemoryLockTable(),
              arn -> DayLock.Executions.State.RUNNING,
              () -> Instant.ofEpochSecond(1_795_413_600),
              Duration.ofHours(1)),
          ZoneId.of("America/Sao_Paulo"));

  @Test
  void answersWithTheRunOfTheDay() throws Exception {
    assertThat(ask("ACQUIRE", "{\"date\": \"2026-11-22\"}", "a"))
        .isEqualTo(
            "{\"status\":\"ACQUIRED\",\"date\":\"2026-11-22\",\"run\":\"20261122-1795413600\","
                + "\"token\":1795413600,\"heldBy\":null}");
    assertThat(ask("ACQUIRE", "{\"date\": \"2026-11-22\"}", "b"))
        .contains("\"status\":\"HELD\"", "\"heldBy\":\"a\"", "\"run\":null");
    assertThat(ask("RENEW", "{\"date\": \"2026-11-22\"}", "a")).contains("RENEWED", "1795413600");
    assertThat(ask("RELEASE", "{\"date\": \"2026-11-22\"}", "b")).contains("NOT_HELD");
    assertThat(ask("RELEASE", "{\"date\": \"2026-11-22\"}", "a")).contains("RELEASED");
  }

  @Test
  void takesTheDayBeforeTheScheduledTimeInItsZone() throws Exception {
    assertThat(ask("ACQUIRE", "{\"scheduledTime\": \"2026-11-23T02:59:59Z\"}", "a"))
        .contains("\"date\":\"2026-11-21\"");
    assertThat(ask("ACQUIRE", "{\"scheduledTime\": \"2026-11-23T03:00:00Z\"}", "a"))
        .contains("\"date\":\"2026-11-22\"");
  }

  @Test
  void refusesAnInputWithoutADay() {
    assertThatThrownBy(() -> ask("ACQUIRE", "{\"planAttempts\": 1}", "a"))
        .isInstanceOf(NonRetryableException.class)
        .hasMessageContaining("has no day");
    assertThatThrownBy(() -> ask("ACQUIRE", "{\"date\": \"yesterday\"}", "a"))
        .isInstanceOf(NonRetryableException.class)
        .hasMessageContaining("Failed to parse the payload");
  }

  private String ask(String action, String request, String execution) throws IOException {
    String payload =
        "{\"action\": \"%s\", \"request\": %s, \"execution\": \"%s\"}"
            .formatted(action, request, execution);
    ByteArrayOutputStream answer = new ByteArrayOutputStream();
    handler.handleRequest(
        new ByteArrayInputStream(payload.getBytes(UTF_8)), answer, new TestContext());
    return answer.toString(UTF_8);
  }
}
