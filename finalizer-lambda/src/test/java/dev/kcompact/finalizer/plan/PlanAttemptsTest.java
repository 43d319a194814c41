package dev.kcompact.finalizer.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PlanAttemptsTest {
  @Test
  void waitsTwiceAsLongEachTimeUpToEightTimes() {
    PlanAttempts attempts = new PlanAttempts(9, 10);

    assertThat(IntStream.rangeClosed(1, 6).map(attempts::waitAfter))
        .containsExactly(10, 20, 40, 80, 80, 80);
  }

  @Test
  void knowsTheLastOne() {
    PlanAttempts attempts = new PlanAttempts(2, 1);

    assertThat(attempts.isLast(1)).isFalse();
    assertThat(attempts.isLast(2)).isTrue();
  }

  @Test
  void rejectsNoAttemptsAndNoWait() {
    assertThatThrownBy(() -> new PlanAttempts(0, 1)).hasMessage("planAttempts is not positive: 0");
    assertThatThrownBy(() -> new PlanAttempts(1, 0)).hasMessage("waitSeconds is not positive: 0");
  }
}
