package dev.kcompact.finalizer.latedata;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.LocalDate;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Selects the earlier day to reprocess next: the newest one with new data.
 *
 * @param days number of days before the main day that are checked
 * @param most maximum number of days to reprocess
 * @param time after the execution's start in which a day may be started
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
   * @param before this day and later ones were already checked
   * @param done number of late days that were reprocessed
   */
  Optional<LocalDate> next(
      LocalDate main,
      LocalDate before,
      int done,
      Duration sinceStart,
      Predicate<LocalDate> hasNewData) {
    if (done >= most || sinceStart.compareTo(time) >= 0) {
      return Optional.empty();
    }
    for (LocalDate day = before.minusDays(1);
        !day.isBefore(main.minusDays(days));
        day = day.minusDays(1)) {
      if (hasNewData.test(day)) {
        return Optional.of(day);
      }
    }
    return Optional.empty();
  }
}
