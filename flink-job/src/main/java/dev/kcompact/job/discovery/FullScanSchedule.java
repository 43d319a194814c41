package dev.kcompact.job.discovery;

import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/**
 * Decides which days a full scan lists. Every scan lists today and yesterday; every <i>n</i>th scan
 * lists the day <i>n</i> days ago, because late files become rarer with age. A scan of a horizon of
 * seven days therefore costs less than four days' listings, not eight.
 */
final class FullScanSchedule {
  /** Average maximum of keys listed per scan for a prefix without days. */
  private static final long KEYS_PER_SCAN = 100_000;

  private final DiscoveryOptions options;

  FullScanSchedule(DiscoveryOptions options) {
    this.options = options;
  }

  boolean isDue(Instant lastFullScan, Instant now) {
    return number(now) > number(lastFullScan);
  }

  /** The days within the horizon, including tomorrow for time zones that are ahead. */
  List<LocalDate> horizon(LocalDate today) {
    return today.minusDays(options.horizonDays()).datesUntil(today.plusDays(2)).toList();
  }

  /** The days within the horizon that were due since the scan at {@code last}. */
  List<LocalDate> days(LocalDate today, Instant last, Instant now) {
    List<LocalDate> due = new ArrayList<>();
    for (LocalDate day : horizon(today)) {
      long age = Math.max(1, ChronoUnit.DAYS.between(day, today));
      if (isDueEvery(age, last, now)) {
        due.add(day);
      }
    }
    return due;
  }

  /**
   * Whether a prefix without days was due since the scan at {@code last}. Large prefixes are due
   * every nth time, which limits them to about a hundred listings per scan.
   */
  boolean isDue(long keyCount, Instant last, Instant now) {
    return isDueEvery(1 + keyCount / KEYS_PER_SCAN, last, now);
  }

  private boolean isDueEvery(long scans, Instant last, Instant now) {
    return number(now) / scans > number(last) / scans;
  }

  private long number(Instant moment) {
    return Math.floorDiv(moment.toEpochMilli(), options.fullScanInterval().toMillis());
  }
}
