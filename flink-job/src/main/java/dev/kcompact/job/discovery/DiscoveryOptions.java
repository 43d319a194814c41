package dev.kcompact.job.discovery;

import static java.util.Objects.requireNonNull;

import java.io.Serializable;
import java.time.Duration;

/**
 * How discovery spends its listings.
 *
 * @param quietAfter a directory without arrivals for so long is only looked at by sweeps
 * @param sweepInterval time between two sweeps
 * @param horizon days before today that sweeps still look at, where the day stands in the path
 */
public record DiscoveryOptions(Duration quietAfter, Duration sweepInterval, int horizon)
    implements Serializable {
  public static final DiscoveryOptions DEFAULTS =
      new DiscoveryOptions(Duration.ofHours(1), Duration.ofMinutes(10), 7);

  public DiscoveryOptions {
    requireNonNull(quietAfter, "quietAfter is null");
    requireNonNull(sweepInterval, "sweepInterval is null");
    if (quietAfter.isNegative()) {
      throw new IllegalArgumentException("quietAfter is negative: " + quietAfter);
    }
    if (sweepInterval.isNegative()) {
      throw new IllegalArgumentException("sweepInterval is negative: " + sweepInterval);
    }
    if (horizon < 1) {
      throw new IllegalArgumentException("horizon is not positive: " + horizon);
    }
  }
}
