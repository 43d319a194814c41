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
  public SourceOptions {
    requireNonNull(source, "source is null");
    requireNonNull(lake, "lake is null");
    requireNonNull(pollInterval, "pollInterval is null");
    requireNonNull(discovery, "discovery is null");
    requireNonNull(limits, "limits is null");
    requirePositive(lease, "lease");
  }
}
