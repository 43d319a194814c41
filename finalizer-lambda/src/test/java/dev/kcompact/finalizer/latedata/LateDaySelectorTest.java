package dev.kcompact.finalizer.latedata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LateDaySelectorTest {
  private static final LocalDate MAIN = LocalDate.of(2026, 11, 22);
  private static final Duration HOUR = Duration.ofHours(1);

  private final LateDaySelector late = new LateDaySelector(5, 2, HOUR);
  private final List<LocalDate> asked = new ArrayList<>();

  @Test
  void selectsTheNewestDayWithNewDataAndChecksNoFurther() {
    assertThat(next(MAIN, 0, Set.of(MAIN.minusDays(2), MAIN.minusDays(4))))
        .contains(MAIN.minusDays(2));
    assertThat(asked).containsExactly(MAIN.minusDays(1), MAIN.minusDays(2));
  }

  @Test
  void goesOnBeforeTheDayThatHadItsTurn() {
    assertThat(next(MAIN.minusDays(2), 1, Set.of(MAIN.minusDays(1), MAIN.minusDays(4))))
        .contains(MAIN.minusDays(4));
  }

  @Test
  void checksNoEarlierThanItsDays() {
    assertThat(next(MAIN, 0, Set.of(MAIN.minusDays(5)))).contains(MAIN.minusDays(5));
    assertThat(next(MAIN, 0, Set.of(MAIN.minusDays(6)))).isEmpty();
    assertThat(next(MAIN.minusDays(5), 1, Set.of(MAIN.minusDays(6)))).isEmpty();
  }

  @Test
  void endsWithItsCountAndWithItsTime() {
    Set<LocalDate> withNewData = Set.of(MAIN.minusDays(3));

    assertThat(next(MAIN.minusDays(2), 2, withNewData)).isEmpty();
    assertThat(late.next(MAIN, MAIN, 0, HOUR, withNewData::contains)).isEmpty();
    assertThat(late.next(MAIN, MAIN, 0, HOUR.minusSeconds(1), withNewData::contains)).isPresent();
  }

  @Test
  void refusesNegativeBounds() {
    assertThatThrownBy(() -> new LateDaySelector(-1, 2, HOUR))
        .hasMessage("lookBackDays is negative: -1");
    assertThatThrownBy(() -> new LateDaySelector(5, -2, HOUR))
        .hasMessage("lateDays is negative: -2");
  }

  private Optional<LocalDate> next(LocalDate before, int done, Set<LocalDate> withNewData) {
    return late.next(
        MAIN,
        before,
        done,
        Duration.ZERO,
        day -> {
          asked.add(day);
          return withNewData.contains(day);
        });
  }
}
