package dev.kcompact.cli.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FailureReasonTest {
  @Test
  void reportsErrorAndCauseInOneLine() {
    assertThat(FailureReason.of("DayRejected", "orders: a rule is\n broken"))
        .isEqualTo("DayRejected: orders: a rule is broken");
    assertThat(FailureReason.of("States.Timeout", null)).isEqualTo("Timeout");
    assertThat(FailureReason.of(null, null)).isEmpty();
  }

  @Test
  void reportsAFunctionsMessageWithoutItsStackTrace() {
    String cause = "{\"errorMessage\":\"the lock is lost\",\"stackTrace\":[\"a\"]}";

    assertThat(FailureReason.of("dev.kcompact.finalizer.failure.RefusedException", cause))
        .isEqualTo("RefusedException: the lock is lost");
    assertThat(FailureReason.of("E", "{no JSON")).isEqualTo("E: {no JSON");
    assertThat(FailureReason.of("E", cause + " (notified)")).isEqualTo("E: the lock is lost");
  }
}
