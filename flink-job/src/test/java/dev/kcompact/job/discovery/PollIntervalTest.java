package dev.kcompact.job.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class PollIntervalTest {
  private static final Duration MIN = Duration.ofSeconds(10);
  private static final Duration MAX = Duration.ofSeconds(60);

  private PollInterval interval = PollInterval.between(MIN, MAX);

  private Duration after(long discovered, long listings) {
    interval = interval.after(discovered, listings);
    return interval.current();
  }

  @Test
  void fewNewKeysMakeItLongerUpToTheMaximum() {
    assertThat(after(0, 4)).isEqualTo(Duration.ofSeconds(15));
    assertThat(after(100, 4)).isEqualTo(Duration.ofMillis(22_500));
    for (int i = 0; i < 10; i++) {
      after(0, 1);
    }
    assertThat(interval.current()).isEqualTo(MAX);
  }

  @Test
  void manyNewKeysMakeItShorterDownToTheMinimum() {
    for (int i = 0; i < 10; i++) {
      after(0, 1);
    }
    assertThat(after(800, 4)).isEqualTo(Duration.ofSeconds(30));
    after(5_000, 5);
    after(5_000, 5);
    assertThat(interval.current()).isEqualTo(MIN);
  }

  @Test
  void inBetweenItIsKept() {
    after(0, 1);
    assertThat(after(100, 1)).isEqualTo(Duration.ofSeconds(15));
  }

  @Test
  void aPollWithoutAnyListingKeepsIt() {
    assertThat(after(0, 0)).isEqualTo(MIN);
  }

  @Test
  void boundsAreChecked() {
    assertThatThrownBy(() -> PollInterval.between(MAX, MIN))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("max is less than PT1M: PT10S");
    assertThatThrownBy(() -> PollInterval.between(Duration.ZERO, MAX))
        .hasMessage("min is not positive: PT0S");
  }
}
