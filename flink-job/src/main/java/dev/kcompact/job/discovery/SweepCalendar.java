package dev.kcompact.job.discovery;

import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/**
 * Which days a sweep looks at. Today and yesterday are looked at by every sweep, a day <i>n</i>
 * days old by every <i>n</i>th, since late files grow rarer; so a week's horizon costs less than
 * four days' listings a sweep, not eight.
 */
final class SweepCalendar {
  private final DiscoveryOptions options;

  SweepCalendar(DiscoveryOptions options) {
    this.options = options;
  }

  boolean isDue(Instant lastSweep, Instant now) {
    return number(now) > number(lastSweep);
  }

  /** The days within the horizon, tomorrow's included for zones that are ahead. */
  List<LocalDate> horizon(LocalDate today) {
    return today.minusDays(options.horizon()).datesUntil(today.plusDays(2)).toList();
  }

  /** Those of them whose turn it is. */
  List<LocalDate> days(LocalDate today, Instant now) {
    List<LocalDate> due = new ArrayList<>();
    for (LocalDate day : horizon(today)) {
      long age = Math.max(1, ChronoUnit.DAYS.between(day, today));
      if (number(now) % age == 0) {
        due.add(day);
      }
    }
    return due;
  }

  /**
   * Whether a prefix that has no days is due: where it is large, every nth sweep, so that it costs
   * a hundred listings a sweep at most.
   */
  boolean isDue(long keys, Instant now) {
    return number(now) % (1 + keys / 100_000) == 0;
  }

  private long number(Instant moment) {
    return Math.floorDiv(moment.toEpochMilli(), options.sweepInterval().toMillis());
  }
}
