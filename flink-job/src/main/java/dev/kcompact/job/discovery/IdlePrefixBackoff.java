package dev.kcompact.job.discovery;

import java.time.Duration;
import java.time.Instant;

/**
 * Decides how often a prefix is listed: whenever the time since its last arrival has grown by a
 * tenth. A prefix that is written to every minute is listed in every pass, one that has been idle
 * for half an hour every three minutes. An object is found late by at most a tenth of the idle
 * time, and an idle hour costs some sixty listings instead of hundreds. Needs no state of its own.
 */
final class IdlePrefixBackoff {
  private static final double GROWTH = 1.1;

  private IdlePrefixBackoff() {}

  /**
   * Whether a listing is due.
   *
   * @param lastArrival in the prefix
   * @param lastPass when it could have been listed before
   */
  static boolean isDue(Instant lastArrival, Instant lastPass, Instant now) {
    return steps(Duration.between(lastArrival, now))
        > steps(Duration.between(lastArrival, lastPass));
  }

  /** Number of growths since the first second; -1 below a second. */
  private static long steps(Duration idle) {
    double seconds = idle.toMillis() / 1e3;
    return seconds < 1 ? -1 : (long) (Math.log(seconds) / Math.log(GROWTH));
  }
}
