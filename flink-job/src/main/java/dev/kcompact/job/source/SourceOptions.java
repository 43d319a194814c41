package dev.kcompact.job.source;

import static java.util.Objects.requireNonNull;

import dev.kcompact.job.discovery.DiscoveryOptions;
import dev.kcompact.job.plan.PlanLimits;
import dev.kcompact.job.store.Root;
import java.io.Serializable;
import java.time.Duration;

/**
 * What the source is told.
 *
 * @param source where the raw objects are
 * @param lake where the committed files are
 * @param pollInterval time between two looks
 * @param bounded whether to end when everything that is there now is done
 */
public record SourceOptions(
    Root source,
    Root lake,
    Duration pollInterval,
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
    if (pollInterval.isNegative() || pollInterval.isZero()) {
      throw new IllegalArgumentException("pollInterval is not positive: " + pollInterval);
    }
  }
}
