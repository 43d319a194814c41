package dev.kcompact.job.source.metrics;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import org.apache.flink.api.connector.source.SourceEvent;
import org.jspecify.annotations.Nullable;

/**
 * Sent from the enumerator to its readers: the progress of discovery and compaction. Readers show
 * it as metrics, since Managed Flink forwards the metrics of tasks, and not those of the
 * JobManager.
 *
 * @param lastPoll when the last successful poll ended; the enumerator's start before the first
 * @param oldestUncompacted when the oldest known object that is in no committed file was
 *     discovered; null if there is none
 * @param discoveredObjects since the enumerator's start, as all further ones
 */
public record DiscoveryReportEvent(
    Instant lastPoll,
    @Nullable Instant oldestUncompacted,
    long uncompactedObjects,
    long uncompactedBytes,
    long discoveredObjects,
    long committedObjects,
    long committedBytes,
    long failedPolls)
    implements SourceEvent {
  private static final long serialVersionUID = 1L;

  public DiscoveryReportEvent {
    requireNonNull(lastPoll, "lastPoll is null");
  }
}
