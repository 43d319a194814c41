package dev.kcompact.cli.flink;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.LogicalScopeProvider;
import org.apache.flink.metrics.Metric;
import org.apache.flink.metrics.MetricConfig;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.reporter.MetricReporter;

/**
 * Keeps the last values of all counters: Flink drops a bounded job's metrics when its tasks end.
 * Called by Flink's metric registry on several threads.
 */
final class FinalMetrics implements MetricReporter {
  /**
   * Shared, because Flink creates its reporters itself and the cluster must find the same instance.
   */
  static final FinalMetrics INSTANCE = new FinalMetrics();

  private final ConcurrentMap<String, List<Counter>> counters = new ConcurrentHashMap<>();
  private final Set<String> names = new ConcurrentSkipListSet<>();

  FinalMetrics() {}

  @Override
  public void open(MetricConfig config) {}

  @Override
  public void close() {}

  @Override
  public void notifyOfAddedMetric(Metric metric, String name, MetricGroup group) {
    String scope = LogicalScopeProvider.castFrom(group).getLogicalScope(text -> text, '.');
    names.add(scope + "." + name);
    if (metric instanceof Counter counter) {
      counters
          .computeIfAbsent(scope + "." + name, any -> new CopyOnWriteArrayList<>())
          .add(counter);
    }
  }

  /** Keeps the counter, because its last value is read after the task has ended. */
  @Override
  public void notifyOfRemovedMetric(Metric metric, String name, MetricGroup group) {}

  /**
   * The sum of each counter over all tasks and attempts, by its logical name, which has no host,
   * job or task: {@code taskmanager.job.task.operator.numRecordsIn}.
   */
  Map<String, Long> sums() {
    Map<String, Long> sums = new TreeMap<>();
    counters.forEach(
        (name, all) -> sums.put(name, all.stream().mapToLong(Counter::getCount).sum()));
    return sums;
  }

  /** The logical names of all reported metrics, gauges and meters included. */
  Set<String> names() {
    return new TreeSet<>(names);
  }
}
