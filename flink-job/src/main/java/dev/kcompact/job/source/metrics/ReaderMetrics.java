package dev.kcompact.job.source.metrics;

import dev.kcompact.job.metrics.JobMetrics;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.ToLongFunction;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;
import org.jspecify.annotations.Nullable;

/**
 * Metrics that the enumerator reports: equal in every reader, and 0 before the first report. Ages
 * grow between reports and after the last one. Updated in the task's thread, read in those of the
 * metric reporters.
 */
public final class ReaderMetrics {
  private final Clock clock;
  private final MetricGroup group;
  private volatile @Nullable DiscoveryReportEvent last;

  public ReaderMetrics(MetricGroup operator, Clock clock) {
    this.clock = clock;
    group = JobMetrics.forCloudWatch(operator);
    show("oldestUncompactedMillis", report -> age(report.oldestUncompacted()));
    show("millisSinceLook", report -> age(report.lastPoll()));
    show("uncompactedObjects", DiscoveryReportEvent::uncompactedObjects);
    show("uncompactedBytes", DiscoveryReportEvent::uncompactedBytes);
    show("discoveredObjects", DiscoveryReportEvent::discoveredObjects);
    show("committedObjects", DiscoveryReportEvent::committedObjects);
    show("committedBytes", DiscoveryReportEvent::committedBytes);
    show("failedPolls", DiscoveryReportEvent::failedPolls);
    show("unreadableObjects", DiscoveryReportEvent::unreadableObjects);
    show("openListings", DiscoveryReportEvent::openListings);
  }

  public void report(DiscoveryReportEvent report) {
    last = report;
  }

  private void show(String name, ToLongFunction<DiscoveryReportEvent> value) {
    Gauge<Long> gauge =
        () -> {
          DiscoveryReportEvent report = last;
          return report == null ? 0 : value.applyAsLong(report);
        };
    group.gauge(name, gauge);
  }

  private long age(@Nullable Instant since) {
    return since == null ? 0 : Math.max(0, Duration.between(since, clock.instant()).toMillis());
  }
}
