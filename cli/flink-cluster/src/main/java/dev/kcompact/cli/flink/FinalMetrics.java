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
 * Keeps what the counters last said. A bounded job's metrics vanish with its tasks, before anybody
 * could ask for them. Called by Flink's metric registry on several threads.
 */
final class FinalMetrics implements MetricReporter {
  /** Flink creates its reporters itself, and the cluster must find the same one again. */
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

  /** A counter is kept when its task ends: its last value is what counts. */
  @Override
  public void notifyOfRemovedMetric(Metric metric, String name, MetricGroup group) {}

  /**
   * The sum over all tasks and attempts of each counter, by its logical name: the kinds of its
   * groups, without host, job or task, as in {@code taskmanager.job.task.operator.numRecordsIn}.
   */
  Map<String, Long> sums() {
    Map<String, Long> sums = new TreeMap<>();
    counters.forEach(
        (name, all) -> sums.put(name, all.stream().mapToLong(Counter::getCount).sum()));
    return sums;
  }

  /** The logical names of all metrics that were ever reported, gauges and meters among them. */
  Set<String> names() {
    return new TreeSet<>(names);
  }
}
