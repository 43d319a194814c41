package dev.kcompact.finalizer.invocation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BackoffTest {
  private static final Backoff BACKOFF = new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(5));

  @ParameterizedTest
  @CsvSource({"1, 1000", "2, 2000", "3, 4000", "4, 5000", "5, 5000", "2147483647, 5000"})
  void theTimeDoublesUpToTheLongestAndLacksAtMostAHalf(int tries, long most) {
    Random random = new Random(7);
    List<Long> drawn =
        IntStream.range(0, 1000)
            .mapToObj(i -> BACKOFF.after(tries, random).toMillis())
            .sorted()
            .toList();

    assertThat(drawn.get(0)).isBetween(most / 2, most / 2 + most / 50);
    assertThat(drawn.get(999)).isBetween(most - most / 50, most);
  }

  @Test
  void wrongTimesAreShown() {
    assertThatThrownBy(() -> new Backoff(Duration.ZERO, Duration.ofSeconds(1)))
        .hasMessage("first is not positive: PT0S");
    assertThatThrownBy(() -> new Backoff(Duration.ofSeconds(2), Duration.ofSeconds(1)))
        .hasMessage("longest is shorter than first: PT1S");
    assertThatThrownBy(() -> BACKOFF.after(0, new Random()))
        .hasMessage("attempts is less than 1: 0");
  }
}
