package dev.kcompact.job.compact;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;

/**
 * Counts the rows and rejected rows of the last hour by minute. Their ratio reveals a faulty
 * producer at any volume. Written in the task's thread, read in those of the metric reporters.
 */
final class RejectRate {
  private static final int MINUTES = 60;
  private static final long SECONDS_A_MINUTE = 60;

  /** With fewer rows the rate is 0. */
  private static final long MIN_ROWS = 100;

  private final InstantSource clock;
  private final long[] rows = new long[MINUTES];
  private final long[] rejects = new long[MINUTES];
  private long minute;

  RejectRate(InstantSource clock) {
    this.clock = clock;
    minute = minuteOf(clock.instant());
  }

  synchronized void rows(long count) {
    rows[now()] += count;
  }

  synchronized void rejected() {
    rejects[now()]++;
  }

  synchronized long count() {
    now();
    return Arrays.stream(rejects).sum();
  }

  synchronized double percent() {
    now();
    long all = Arrays.stream(rows).sum();
    return all < MIN_ROWS ? 0 : 100.0 * Arrays.stream(rejects).sum() / all;
  }

  /** Clears the slots of the minutes since the last call and returns the current minute's. */
  private int now() {
    long current = minuteOf(clock.instant());
    for (long passed = Math.max(minute + 1, current - MINUTES + 1); passed <= current; passed++) {
      rows[slot(passed)] = 0;
      rejects[slot(passed)] = 0;
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
