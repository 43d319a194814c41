package dev.kcompact.job.source;

import dev.kcompact.job.discovery.Found;
import dev.kcompact.job.metrics.RequestMetrics;
import dev.kcompact.job.source.Workload.Backlog;
import dev.kcompact.job.store.RequestCounter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;

/**
 * The enumerator's metrics. Requests are counted in any thread, everything else in the
 * coordinator's; gauges are read by reporters, so they show copies.
 */
final class DiscoveryMetrics {
  private final MetricGroup group;
  private final Clock clock;
  private final RequestMetrics requests;
  private final Counter objects;
  private final Counter bytes;
  private final Counter covered;
  private final Counter late;
  private final Counter notified;
  private final Counter malformedNotifications;
  private final Counter failedPolls;
  private volatile long rewritten;
  private volatile Backlog backlog = new Backlog(null, 0, 0, 0, 0);

  DiscoveryMetrics(MetricGroup parent, Clock clock) {
    this.clock = clock;
    group = parent.addGroup("kcompact");
    requests = new RequestMetrics(group);
    objects = group.counter("discoveredObjects");
    bytes = group.counter("discoveredBytes");
    covered = group.counter("coveredObjects");
    late = group.counter("lateObjects");
    notified = group.counter("notifiedObjects");
    malformedNotifications = group.counter("malformedNotifications");
    failedPolls = group.counter("failedPolls");
    gauge("rewrittenObjects", () -> rewritten);
    gauge("oldestPendingMillis", this::oldestPendingMillis);
    gauge("pendingObjects", () -> backlog.pendingObjects());
    gauge("pendingBytes", () -> backlog.pendingBytes());
    gauge("readyGroups", () -> backlog.readyGroups());
    gauge("workingGroups", () -> backlog.workingGroups());
  }

  private void gauge(String name, Gauge<Long> gauge) {
    group.gauge(name, gauge);
  }

  void pace(Lookout lookout) {
    gauge("pollIntervalMillis", () -> lookout.pace().current().toMillis());
  }

  RequestCounter requests() {
    return requests;
  }

  void found(Found found) {
    covered.inc(found.covered());
    if (found.sweptCount() > 0) {
      rewritten = found.changedCount();
    }
  }

  void discovered(long size) {
    objects.inc();
    bytes.inc(size);
  }

  void covered(long count) {
    covered.inc(count);
  }

  void late(long count) {
    late.inc(count);
  }

  void notified(long count, long malformed) {
    notified.inc(count);
    malformedNotifications.inc(malformed);
  }

  void failedPoll() {
    failedPolls.inc();
  }

  void backlog(Backlog now) {
    backlog = now;
  }

  private long oldestPendingMillis() {
    Instant oldest = backlog.oldest();
    return oldest == null ? 0 : Duration.between(oldest, clock.instant()).toMillis();
  }
}
