package dev.kcompact.job.discovery;

import dev.kcompact.job.discovery.listing.PrefixHighWaterMarks;
import java.time.Duration;
import java.time.Instant;

/**
 * Decides which known prefixes a pass lists.
 *
 * @param idleAfter time without arrivals after which no pass lists a prefix
 * @param lastPass when the pass before ran
 */
record IdleTime(Duration idleAfter, Instant lastPass, Instant now) {
  private static final double GROWTH = 1.1;

  boolean isActive(PrefixHighWaterMarks marks) {
    return !now.isAfter(marks.lastArrival().plus(idleAfter))
        && idleSteps(marks, now) > idleSteps(marks, lastPass);
  }

  /**
   * Returns how often the idle time of a prefix has grown by a tenth since its first second; -1
   * below a second. A prefix is listed whenever this number has grown: in every pass if it is
   * written every minute, every three minutes after half an hour without arrivals. An object is
   * found late by at most a tenth of the idle time, and an idle hour costs about sixty listings
   * instead of hundreds.
   */
  private static long idleSteps(PrefixHighWaterMarks marks, Instant at) {
    double seconds = Duration.between(marks.lastArrival(), at).toMillis() / 1e3;
    return seconds < 1 ? -1 : (long) (Math.log(seconds) / Math.log(GROWTH));
  }
}
