package dev.kcompact.job.discovery;

import static dev.kcompact.contract.Arguments.checkArgument;
import static dev.kcompact.contract.Arguments.requirePositive;
import static java.util.Objects.requireNonNull;

import java.io.Serializable;
import java.time.Duration;

/**
 * Options of discovery.
 *
 * @param idleAfter time without arrivals after which only full scans list a prefix
 * @param disorder how long after an object of a higher offset an object may appear and still be
 *     found by the next pass; full scans find later ones
 * @param fullScanInterval time between two full scans
 * @param horizonDays number of past days that full scans list if the path contains the day
 * @param intake how many discovered objects may wait
 */
public record DiscoveryOptions(
    Duration idleAfter,
    Duration disorder,
    Duration fullScanInterval,
    int horizonDays,
    IntakeLimits intake)
    implements Serializable {
  public static final DiscoveryOptions DEFAULTS =
      new DiscoveryOptions(Duration.ofHours(1), Duration.ofMinutes(5), Duration.ofHours(1), 7);

  /** Options with the default limit of what may wait. */
  public DiscoveryOptions(
      Duration idleAfter, Duration disorder, Duration fullScanInterval, int horizonDays) {
    this(idleAfter, disorder, fullScanInterval, horizonDays, IntakeLimits.DEFAULTS);
  }

  public DiscoveryOptions {
    requireNonNull(idleAfter, "idleAfter is null");
    requireNonNull(disorder, "disorder is null");
    checkArgument(!idleAfter.isNegative(), "idleAfter is negative: %s", idleAfter);
    checkArgument(!disorder.isNegative(), "disorder is negative: %s", disorder);
    requirePositive(fullScanInterval, "fullScanInterval");
    requirePositive(horizonDays, "horizonDays");
    requireNonNull(intake, "intake is null");
  }

  /** These options with another limit of what may wait. */
  public DiscoveryOptions withIntake(IntakeLimits limits) {
    return new DiscoveryOptions(idleAfter, disorder, fullScanInterval, horizonDays, limits);
  }
}
