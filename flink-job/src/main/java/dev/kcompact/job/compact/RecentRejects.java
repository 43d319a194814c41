package dev.kcompact.job.compact;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;

/**
 * Rows and rejected rows of the last hour, by the minute. A share says what a count does not: a
 * producer that has broken, however much or little it sends. Counted in the task's thread, read by
 * reporters in theirs.
 */
final class RecentRejects {
  private static final int MINUTES = 60;
  private static final long SECONDS_A_MINUTE = 60;

  /** Of fewer rows a share says nothing. */
  private static final long LEAST_ROWS = 100;

  private final InstantSource clock;
  private final long[] rows = new long[MINUTES];
  private final long[] rejects = new long[MINUTES];
  private long minute;

  RecentRejects(InstantSource clock) {
    this.clock = clock;
    minute = minuteOf(clock.instant());
  }

  synchronized void rows(long count) {
    rows[now()] += count;
  }

  synchronized void rejected() {
    rejects[now()]++;
  }

  /** Rows that were rejected within the last hour. */
  synchronized long count() {
    now();
    return Arrays.stream(rejects).sum();
  }

  /** Of 100 rows of the last hour, those that were rejected; 0 where there were few rows. */
  synchronized double percent() {
    now();
    long all = Arrays.stream(rows).sum();
    return all < LEAST_ROWS ? 0 : 100.0 * Arrays.stream(rejects).sum() / all;
  }

  /**
   * The slot of this minute; those of the minutes that have passed since the last call are empty.
   */
  private int now() {
    long current = minuteOf(clock.instant());
    for (long gone = Math.max(minute + 1, current - MINUTES + 1); gone <= current; gone++) {
      rows[slot(gone)] = 0;
      rejects[slot(gone)] = 0;
    }
    minute = Math.max(minute, current);
    return slot(minute);
  }

  private static int slot(long minute) {
    return (int) Math.floorMod(minute, MINUTES);
  }

  private static long minuteOf(Instant instant) {
    return Math.floorDiv(instant.getEpochSecond(), SECONDS_A_MINUTE);
  }
}
