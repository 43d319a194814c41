package dev.kcompact.finalizer.latedata;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.LocalDate;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Which earlier day comes next: the newest that has grown, within bounds of days, count and time.
 *
 * @param days how many days before the main one are looked at
 * @param most how many of them are finalized anew
 * @param time from the execution's start on; no further day is begun when it is over
 */
record LateDaySelector(int days, int most, Duration time) {
  LateDaySelector {
    if (days < 0) {
      throw new IllegalArgumentException("lookBackDays is negative: " + days);
    }
    if (most < 0) {
      throw new IllegalArgumentException("lateDays is negative: " + most);
    }
    requireNonNull(time, "time is null");
  }

  /**
   * @param before days from this one on had their turn
   * @param done how many late days had theirs
   */
  Optional<LocalDate> next(
      LocalDate main,
      LocalDate before,
      int done,
      Duration sinceStart,
      Predicate<LocalDate> isGrown) {
    if (done >= most || sinceStart.compareTo(time) >= 0) {
      return Optional.empty();
    }
    for (LocalDate day = before.minusDays(1);
        !day.isBefore(main.minusDays(days));
        day = day.minusDays(1)) {
      if (isGrown.test(day)) {
        return Optional.of(day);
      }
    }
    return Optional.empty();
  }
}
