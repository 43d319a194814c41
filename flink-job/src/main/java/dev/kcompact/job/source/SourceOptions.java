package dev.kcompact.job.source;

import static dev.kcompact.contract.Arguments.requirePositive;
import static java.util.Objects.requireNonNull;

import dev.kcompact.contract.location.StorageLocation;
import dev.kcompact.job.discovery.DiscoveryOptions;
import dev.kcompact.job.discovery.PollInterval;
import dev.kcompact.job.plan.PlanLimits;
import java.io.Serializable;
import java.time.Duration;

/**
 * Options of the source.
 *
 * @param source root of the raw objects
 * @param lake root of the committed files
 * @param lease duration of the lease on the lake
 * @param bounded whether to end when everything that exists now is compacted
 */
public record SourceOptions(
    StorageLocation source,
    StorageLocation lake,
    PollInterval pollInterval,
    Duration lease,
    boolean bounded,
    DiscoveryOptions discovery,
    PlanLimits limits)
    implements Serializable {
  private static final Duration MIN_REQUEST_INTERVAL = Duration.ofMillis(20);
  private static final Duration MAX_REQUEST_INTERVAL = Duration.ofSeconds(1);

  public SourceOptions {
    requireNonNull(source, "source is null");
    requireNonNull(lake, "lake is null");
    requireNonNull(pollInterval, "pollInterval is null");
    requireNonNull(discovery, "discovery is null");
    requireNonNull(limits, "limits is null");
    requirePositive(lease, "lease");
  }

  /** Time between two requests of a reader without a group. */
  Duration requestInterval() {
    Duration half = pollInterval.min().dividedBy(2);
    Duration least = half.compareTo(MIN_REQUEST_INTERVAL) < 0 ? MIN_REQUEST_INTERVAL : half;
    return least.compareTo(MAX_REQUEST_INTERVAL) > 0 ? MAX_REQUEST_INTERVAL : least;
  }
}
