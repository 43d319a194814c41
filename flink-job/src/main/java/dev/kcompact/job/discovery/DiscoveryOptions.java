package dev.kcompact.job.discovery;

import static java.util.Objects.requireNonNull;

import java.io.Serializable;
import java.time.Duration;

/**
 * How discovery spends its listings.
 *
 * @param quietAfter a directory without arrivals for so long is only looked at by sweeps
 * @param disorder how much later than one behind it an object may appear and be seen at once; what
 *     is later still is found by sweeps
 * @param sweepInterval time between two sweeps
 * @param horizon days before today that sweeps still look at, where the day stands in the path
 */
public record DiscoveryOptions(
    Duration quietAfter, Duration disorder, Duration sweepInterval, int horizon)
    implements Serializable {
  public static final DiscoveryOptions DEFAULTS =
      new DiscoveryOptions(Duration.ofHours(1), Duration.ofMinutes(5), Duration.ofHours(1), 7);

  public DiscoveryOptions {
    requireNonNull(quietAfter, "quietAfter is null");
    requireNonNull(disorder, "disorder is null");
    requireNonNull(sweepInterval, "sweepInterval is null");
    if (quietAfter.isNegative()) {
      throw new IllegalArgumentException("quietAfter is negative: " + quietAfter);
    }
    if (disorder.isNegative()) {
      throw new IllegalArgumentException("disorder is negative: " + disorder);
    }
    if (sweepInterval.isNegative() || sweepInterval.isZero()) {
      throw new IllegalArgumentException("sweepInterval is not positive: " + sweepInterval);
    }
    if (horizon < 1) {
      throw new IllegalArgumentException("horizon is not positive: " + horizon);
    }
  }
}
