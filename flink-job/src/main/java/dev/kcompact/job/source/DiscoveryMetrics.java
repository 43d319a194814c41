package dev.kcompact.job.source;

import dev.kcompact.job.discovery.Found;
import dev.kcompact.job.metrics.JobMetrics;
import dev.kcompact.job.metrics.RequestMetrics;
import dev.kcompact.job.plan.FileGroup;
import dev.kcompact.job.plan.TableRates;
import dev.kcompact.job.source.Workload.Backlog;
import dev.kcompact.job.store.RequestCounter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;
import org.jspecify.annotations.Nullable;

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
  private final Counter committedGroups;
  private final Counter committedObjects;
  private final Counter committedBytes;
  private final Map<String, TableRates> rates = new ConcurrentHashMap<>();
  private final Instant begun;
  private volatile Instant lookedAt;
  private volatile long rewritten;
  private volatile Backlog backlog = Backlog.NONE;

  DiscoveryMetrics(MetricGroup parent, Clock clock) {
    this.clock = clock;
    begun = clock.instant();
    lookedAt = begun;
    group = JobMetrics.all(parent);
    requests = new RequestMetrics(group);
    objects = group.counter("discoveredObjects");
    bytes = group.counter("discoveredBytes");
    covered = group.counter("coveredObjects");
    late = group.counter("lateObjects");
    notified = group.counter("notifiedObjects");
    malformedNotifications = group.counter("malformedNotifications");
    failedPolls = group.counter("failedPolls");
    committedGroups = group.counter("committedGroups");
    committedObjects = group.counter("committedObjects");
    committedBytes = group.counter("committedBytes");
    gauge("rewrittenObjects", () -> rewritten);
    gauge("millisSinceLook", () -> age(lookedAt));
    gauge("oldestUncompactedMillis", () -> age(oldestUncompacted()));
    gauge("uncompactedObjects", () -> backlog.uncompacted().objects());
    gauge("uncompactedBytes", () -> backlog.uncompacted().bytes());
    gauge("oldestPendingMillis", () -> age(backlog.oldest()));
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

  /** A look has succeeded. */
  void looked() {
    lookedAt = clock.instant();
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

  /** Files that the last completed checkpoint is the first to hold. */
  void committed(List<FileGroup> groups) {
    committedGroups.inc(groups.size());
    for (FileGroup of : groups) {
      committedObjects.inc(of.objects().size());
      committedBytes.inc(of.rawBytes());
    }
  }

  /** What is learned of tables; each has its metrics from its first file on. */
  void learned(Map<String, TableRates> all) {
    all.forEach(
        (table, learned) -> {
          if (rates.put(table, learned) == null) {
            MetricGroup of = group.addGroup("table", table);
            Gauge<Double> ratio = () -> known(table).ratio();
            Gauge<Double> speed = () -> known(table).bytesPerSecond();
            of.gauge("learnedRatio", ratio);
            of.gauge("learnedBytesPerSecond", speed);
          }
        });
  }

  private TableRates known(String table) {
    return rates.getOrDefault(table, TableRates.UNKNOWN);
  }

  DiscoveryReport report() {
    Uncompacted uncompacted = backlog.uncompacted();
    return new DiscoveryReport(
        lookedAt,
        oldestUncompacted(),
        uncompacted.objects(),
        uncompacted.bytes(),
        objects.getCount(),
        committedObjects.getCount(),
        committedBytes.getCount(),
        failedPolls.getCount());
  }

  /** Of what an old checkpoint tells no age, at least the time since the start is known. */
  private @Nullable Instant oldestUncompacted() {
    Uncompacted uncompacted = backlog.uncompacted();
    Instant oldest = uncompacted.oldest();
    return oldest == null && uncompacted.objects() > 0 ? begun : oldest;
  }

  private long age(@Nullable Instant since) {
    return since == null ? 0 : Duration.between(since, clock.instant()).toMillis();
  }
}
