package dev.kcompact.job.deadletter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kcompact.job.deadletter.DeadLetterOptions.OnUnavailable;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** When Kafka is checked, by hand-driven time. */
class KafkaAvailabilityTest {
  private Instant now = Instant.parse("2026-11-22T10:00:00Z");
  private Optional<String> failure = Optional.empty();
  private Duration checkTakes = Duration.ZERO;
  private int checks;

  private final KafkaAvailability kafka =
      new KafkaAvailability(
          () -> {
            checks++;
            now = now.plus(checkTakes);
            return failure;
          },
          () -> now);

  private boolean after(Duration time) throws InterruptedException {
    now = now.plus(time);
    return kafka.isAvailable();
  }

  @Test
  void nothingIsCheckedBeforeSomeoneAsks() {
    assertThat(checks).isZero();
  }

  @Test
  void anAnswerIsValidForAWhile() throws Exception {
    for (int i = 0; i < 5; i++) {
      assertThat(after(Duration.ofSeconds(1))).isTrue();
    }
    assertThat(checks).isEqualTo(1);
    assertThat(after(Duration.ofSeconds(1))).isTrue();
    assertThat(checks).isEqualTo(2);
  }

  @Test
  void anOutageIsNoticedByTheNextCheckAndSoIsItsEnd() throws Exception {
    assertThat(after(Duration.ZERO)).isTrue();
    failure = Optional.of("no answer");
    assertThat(after(Duration.ofSeconds(4))).as("not yet").isTrue();
    assertThat(after(Duration.ofSeconds(1))).isFalse();
    failure = Optional.empty();
    assertThat(after(Duration.ofSeconds(29))).as("not yet").isFalse();
    assertThat(after(Duration.ofSeconds(1))).isTrue();
    assertThat(checks).isEqualTo(3);
  }

  /** A check of an outage takes its timeout: the task does not spend its time on checks. */
  @Test
  void checksOfAnOutageTakeASmallPartOfTheTime() throws Exception {
    failure = Optional.of("no answer");
    checkTakes = TopicProbe.TIMEOUT;
    Instant start = now;
    while (now.isBefore(start.plus(Duration.ofHours(1)))) {
      assertThat(after(Duration.ofMillis(100))).isFalse();
    }
    assertThat(checkTakes.multipliedBy(checks)).isLessThan(Duration.ofMinutes(10));
  }

  @Test
  void aCancelledTaskStopsWaiting() {
    KafkaAvailability cancelled =
        new KafkaAvailability(
            () -> {
              throw new InterruptedException();
            },
            () -> now);
    assertThatThrownBy(cancelled::isAvailable).isInstanceOf(InterruptedException.class);
  }

  /** Without a sink there are no dead letters, and transactions wait for Kafka themselves. */
  @Test
  @Tag("full")
  void onlyAJobThatCanDoWithoutKafkaChecks() throws Exception {
    try (KafkaAvailability none = KafkaAvailability.of(null)) {
      assertThat(none.isAvailable()).isTrue();
    }
    for (OnUnavailable mode : OnUnavailable.values()) {
      DeadLetterOptions options = DeadLetterSinkTest.options(DeliveryGuarantee.AT_LEAST_ONCE, mode);
      try (KafkaAvailability asked = KafkaAvailability.of(options)) {
        assertThat(asked.isAvailable()).as("%s, at a closed port", mode).isFalse();
      }
    }
    DeadLetterOptions transactions =
        DeadLetterSinkTest.options(DeliveryGuarantee.EXACTLY_ONCE, OnUnavailable.WAIT);
    try (KafkaAvailability waits = KafkaAvailability.of(transactions)) {
      assertThat(waits.isAvailable()).isTrue();
    }
  }
}
