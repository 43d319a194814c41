package dev.kcompact.job.source;

import dev.kcompact.job.store.RequestCounter;
import java.time.Duration;
import java.util.function.Supplier;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.ThreadSafeSimpleCounter;

/** The enumerator's metrics; requests are counted in its worker thread. */
final class DiscoveryMetrics {
  private final MetricGroup group;
  private final Counter gets;
  private final Counter lists;
  private final Counter puts;
  private final Counter objects;
  private final Counter bytes;
  private final Counter covered;
  private final Counter failedPolls;

  DiscoveryMetrics(MetricGroup parent) {
    group = parent.addGroup("kcompact");
    gets = group.counter("requestsGet", new ThreadSafeSimpleCounter());
    lists = group.counter("requestsList", new ThreadSafeSimpleCounter());
    puts = group.counter("requestsPut", new ThreadSafeSimpleCounter());
    objects = group.counter("discoveredObjects");
    bytes = group.counter("discoveredBytes");
    covered = group.counter("coveredObjects");
    failedPolls = group.counter("failedPolls");
  }

  void count(RequestCounter.Kind kind) {
    switch (kind) {
      case GET -> gets.inc();
      case LIST -> lists.inc();
      case PUT -> puts.inc();
    }
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
