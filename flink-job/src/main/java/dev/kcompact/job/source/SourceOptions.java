package dev.kcompact.job.source;

import static java.util.Objects.requireNonNull;

import dev.kcompact.contract.location.StorageLocation;
import dev.kcompact.job.discovery.DiscoveryOptions;
import dev.kcompact.job.discovery.PollPace;
import dev.kcompact.job.plan.PlanLimits;
import java.io.Serializable;
import java.time.Duration;

/**
 * What the source is told.
 *
 * @param source where the raw objects are
 * @param lake where the committed files are
 * @param pace between which bounds looks follow each other
 * @param lease how long the lake stays this job's without a sign of life
 * @param bounded whether to end when everything that is there now is done
 */
public record SourceOptions(
    StorageLocation source,
    StorageLocation lake,
    PollPace pace,
    Duration lease,
    boolean bounded,
    DiscoveryOptions discovery,
    PlanLimits limits)
    implements Serializable {
  public SourceOptions {
    requireNonNull(source, "source is null");
    requireNonNull(lake, "lake is null");
    requireNonNull(pace, "pace is null");
    requireNonNull(lease, "lease is null");
    requireNonNull(discovery, "discovery is null");
    requireNonNull(limits, "limits is null");
    if (lease.isNegative() || lease.isZero()) {
      throw new IllegalArgumentException("lease is not positive: " + lease);
    }
  }
}
