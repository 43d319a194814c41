package dev.kcompact.job.discovery;

import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/**
 * Decides which days a full scan lists. Every scan lists today and yesterday, every <i>n</i>th scan
 * a day that is <i>n</i> days old, since late files get rarer with age; so a horizon of a week
 * costs less than four days' listings a scan, not eight.
 */
final class FullScanSchedule {
  /** A prefix without days costs at most this many keys' listings a scan on average. */
  private static final long KEYS_PER_SCAN = 100_000;

  private final DiscoveryOptions options;

  FullScanSchedule(DiscoveryOptions options) {
    this.options = options;
  }

  boolean isDue(Instant lastFullScan, Instant now) {
    return number(now) > number(lastFullScan);
  }

  /** The days within the horizon, tomorrow included for zones that are ahead. */
  List<LocalDate> horizon(LocalDate today) {
    return today.minusDays(options.horizonDays()).datesUntil(today.plusDays(2)).toList();
  }

  /** The days within the horizon that the scan of this moment lists. */
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
   * Whether the scan of this moment lists a prefix whose paths contain no day: a large one only
   * every nth time, so that it costs at most a hundred listings a scan.
   */
  boolean isDue(long keyCount, Instant now) {
    return number(now) % (1 + keyCount / KEYS_PER_SCAN) == 0;
  }

  private long number(Instant moment) {
    return Math.floorDiv(moment.toEpochMilli(), options.fullScanInterval().toMillis());
  }
}
