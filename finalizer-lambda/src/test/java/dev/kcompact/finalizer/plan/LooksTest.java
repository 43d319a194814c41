package dev.kcompact.finalizer.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LooksTest {
  @Test
  void waitsTwiceAsLongEachTimeUpToEightTimes() {
    Looks looks = new Looks(9, 10);

    assertThat(IntStream.rangeClosed(1, 6).map(looks::waitAfter))
        .containsExactly(10, 20, 40, 80, 80, 80);
  }

  @Test
  void knowsTheLastOne() {
    Looks looks = new Looks(2, 1);

    assertThat(looks.isLast(1)).isFalse();
    assertThat(looks.isLast(2)).isTrue();
  }

  @Test
  void refusesNoLooksAndNoWait() {
    assertThatThrownBy(() -> new Looks(0, 1)).hasMessage("planAttempts is not positive: 0");
    assertThatThrownBy(() -> new Looks(1, 0)).hasMessage("waitSeconds is not positive: 0");
  }
}
