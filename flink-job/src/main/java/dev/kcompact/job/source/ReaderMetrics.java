package dev.kcompact.job.source;

import dev.kcompact.job.metrics.JobMetrics;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.ToLongFunction;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;
import org.jspecify.annotations.Nullable;

/**
 * What the enumerator reports, as a reader's metrics: the same in every reader, and 0 before the
 * first report. Ages go on growing between two reports, and when none comes any more. Reported to
 * in the task's thread, read by reporters in theirs.
 */
final class ReaderMetrics {
  private final Clock clock;
  private final MetricGroup group;
  private volatile @Nullable DiscoveryReport last;

  ReaderMetrics(MetricGroup operator, Clock clock) {
    this.clock = clock;
    group = JobMetrics.forCloudWatch(operator);
    show("oldestUncompactedMillis", report -> age(report.oldest()));
    show("millisSinceLook", report -> age(report.lookedAt()));
    show("uncompactedObjects", DiscoveryReport::uncompactedObjects);
    show("uncompactedBytes", DiscoveryReport::uncompactedBytes);
    show("discoveredObjects", DiscoveryReport::discoveredObjects);
    show("committedObjects", DiscoveryReport::committedObjects);
    show("committedBytes", DiscoveryReport::committedBytes);
    show("failedPolls", DiscoveryReport::failedPolls);
  }

  void reported(DiscoveryReport report) {
    last = report;
  }

  private void show(String name, ToLongFunction<DiscoveryReport> figure) {
    Gauge<Long> gauge =
        () -> {
          DiscoveryReport report = last;
          return report == null ? 0 : figure.applyAsLong(report);
        };
    group.gauge(name, gauge);
  }

  private long age(@Nullable Instant since) {
    return since == null ? 0 : Math.max(0, Duration.between(since, clock.instant()).toMillis());
  }
}
