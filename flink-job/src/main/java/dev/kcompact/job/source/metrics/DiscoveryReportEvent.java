package dev.kcompact.job.source.metrics;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import org.apache.flink.api.connector.source.SourceEvent;
import org.jspecify.annotations.Nullable;

/**
 * Progress of discovery and compaction that the enumerator sends to its readers. Readers show it as
 * metrics, because Managed Flink forwards the metrics of tasks but not those of the JobManager.
 *
 * @param lastPoll end of the last successful poll, or the start of the enumerator
 * @param oldestUncompacted when the oldest uncommitted object was discovered; null if there is none
 * @param discoveredObjects since the enumerator's start, like all others below
 * @param unreadableObjects objects and committed files that cannot be read now
 * @param openListings listings that stopped at the intake's limit now
 */
public record DiscoveryReportEvent(
    Instant lastPoll,
    @Nullable Instant oldestUncompacted,
    long uncompactedObjects,
    long uncompactedBytes,
    long discoveredObjects,
    long committedObjects,
    long committedBytes,
    long failedPolls,
    long unreadableObjects,
    long openListings)
    implements SourceEvent {
  private static final long serialVersionUID = 1L;

  public DiscoveryReportEvent {
    requireNonNull(lastPoll, "lastPoll is null");
  }
}
