package dev.kcompact.job.discovery;

import static dev.kcompact.contract.Arguments.checkArgument;
import static dev.kcompact.contract.Arguments.requirePositive;
import static java.util.Objects.requireNonNull;

import java.io.Serializable;
import java.time.Duration;

/**
 * How discovery spends its listings.
 *
 * @param idleAfter a prefix without arrivals for this long is listed by full scans only
 * @param disorder how much later than an object of a higher offset an object may appear and still
 *     be found by the next pass; later ones are found by full scans
 * @param fullScanInterval time between two full scans
 * @param horizonDays days before today that full scans list, where the path contains the day
 */
public record DiscoveryOptions(
    Duration idleAfter, Duration disorder, Duration fullScanInterval, int horizonDays)
    implements Serializable {
  public static final DiscoveryOptions DEFAULTS =
      new DiscoveryOptions(Duration.ofHours(1), Duration.ofMinutes(5), Duration.ofHours(1), 7);

  public DiscoveryOptions {
    requireNonNull(idleAfter, "idleAfter is null");
    requireNonNull(disorder, "disorder is null");
    checkArgument(!idleAfter.isNegative(), "idleAfter is negative: %s", idleAfter);
    checkArgument(!disorder.isNegative(), "disorder is negative: %s", disorder);
    requirePositive(fullScanInterval, "fullScanInterval");
    requirePositive(horizonDays, "horizonDays");
  }
}
