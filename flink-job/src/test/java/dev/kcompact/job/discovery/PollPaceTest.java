package dev.kcompact.job.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class PollPaceTest {
  private static final Duration LEAST = Duration.ofSeconds(10);
  private static final Duration MOST = Duration.ofSeconds(60);

  private PollPace pace = PollPace.between(LEAST, MOST);

  private Duration after(long found, long listings) {
    pace = pace.after(found, listings);
    return pace.current();
  }

  @Test
  void littleMakesItSlowerUpToABound() {
    assertThat(after(0, 4)).isEqualTo(Duration.ofSeconds(15));
    assertThat(after(100, 4)).isEqualTo(Duration.ofMillis(22_500));
    for (int i = 0; i < 10; i++) {
      after(0, 1);
    }
    assertThat(pace.current()).isEqualTo(MOST);
  }

  @Test
  void muchMakesItFasterUpToABound() {
    for (int i = 0; i < 10; i++) {
      after(0, 1);
    }
    assertThat(after(800, 4)).isEqualTo(Duration.ofSeconds(30));
    after(5_000, 5);
    after(5_000, 5);
    assertThat(pace.current()).isEqualTo(LEAST);
  }

  @Test
  void inBetweenItStays() {
    after(0, 1);
    assertThat(after(100, 1)).isEqualTo(Duration.ofSeconds(15));
  }

  @Test
  void aLookWithoutAnyListingSaysNothing() {
    assertThat(after(0, 0)).isEqualTo(LEAST);
  }

  @Test
  void boundsAreChecked() {
    assertThatThrownBy(() -> PollPace.between(MOST, LEAST))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("most is less than PT1M: PT10S");
    assertThatThrownBy(() -> PollPace.between(Duration.ZERO, MOST))
        .hasMessage("least is not positive: PT0S");
  }
}
