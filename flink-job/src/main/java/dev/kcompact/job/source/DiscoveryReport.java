package dev.kcompact.job.source;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import org.apache.flink.api.connector.source.SourceEvent;
import org.jspecify.annotations.Nullable;

/**
 * From the enumerator to its readers: how discovery and compaction stand. Readers show it as
 * metrics, since Managed Flink is known to hand over those of tasks, and not those of the
 * JobManager.
 *
 * @param lookedAt when the last look that succeeded ended; the enumerator's start before the first
 * @param oldest when the longest known object that is in no committed file was discovered; null
 *     where there is none
 * @param discoveredObjects since the enumerator's start, as all further ones
 */
record DiscoveryReport(
    Instant lookedAt,
    @Nullable Instant oldest,
    long uncompactedObjects,
    long uncompactedBytes,
    long discoveredObjects,
    long committedObjects,
    long committedBytes,
    long failedPolls)
    implements SourceEvent {
  private static final long serialVersionUID = 1L;

  DiscoveryReport {
    requireNonNull(lookedAt, "lookedAt is null");
  }
}
