package dev.kcompact.job.discovery;

import java.time.Duration;
import java.time.Instant;

/**
 * How often a directory is worth a look: whenever the time since its last arrival has grown by a
 * tenth. A directory that is written to every minute is looked at in every poll, one that has been
 * quiet for half an hour every three minutes; so what comes late is late by a tenth at most, and an
 * hour of quiet costs some sixty looks in place of hundreds. Needs no memory of its own.
 */
final class Backoff {
  private static final double GROWTH = 1.1;

  private Backoff() {}

  /**
   * Whether a look is due.
   *
   * @param lastArrival in the directory
   * @param lastPoll when it could have been looked at before
   */
  static boolean isDue(Instant lastArrival, Instant lastPoll, Instant now) {
    return steps(Duration.between(lastArrival, now))
        > steps(Duration.between(lastArrival, lastPoll));
  }

  /** Number of growths since the first second; below that, none. */
  private static long steps(Duration quiet) {
    double seconds = quiet.toMillis() / 1e3;
    return seconds < 1 ? -1 : (long) (Math.log(seconds) / Math.log(GROWTH));
  }
}
