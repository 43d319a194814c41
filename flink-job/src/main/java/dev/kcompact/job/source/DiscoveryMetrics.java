package dev.kcompact.job.source;

import dev.kcompact.job.metrics.RequestMetrics;
import dev.kcompact.job.store.RequestCounter;
import java.time.Duration;
import java.util.function.Supplier;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;

/** The enumerator's metrics, counted in the coordinator's thread but for requests. */
final class DiscoveryMetrics {
  private final MetricGroup group;
  private final RequestMetrics requests;
  private final Counter objects;
  private final Counter bytes;
  private final Counter covered;
  private final Counter failedPolls;

  DiscoveryMetrics(MetricGroup parent) {
    group = parent.addGroup("kcompact");
    requests = new RequestMetrics(group);
    objects = group.counter("discoveredObjects");
    bytes = group.counter("discoveredBytes");
    covered = group.counter("coveredObjects");
    failedPolls = group.counter("failedPolls");
  }

  RequestCounter requests() {
    return requests;
  }

  void discovered(long size) {
    objects.inc();
    bytes.inc(size);
  }

  void covered(long count) {
    covered.inc(count);
  }

  void failedPoll() {
    failedPolls.inc();
  }

  void pending(Supplier<Duration> oldest) {
    Gauge<Long> age = () -> oldest.get().toMillis();
    group.gauge("oldestPendingMillis", age);
  }
}
