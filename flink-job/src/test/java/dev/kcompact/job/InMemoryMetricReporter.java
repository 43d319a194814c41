package dev.kcompact.job;

import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.LogicalScopeProvider;
import org.apache.flink.metrics.Metric;
import org.apache.flink.metrics.MetricConfig;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.reporter.MetricReporter;
import org.apache.flink.metrics.reporter.MetricReporterFactory;

/** Keeps all metrics in memory during a test. */
public final class InMemoryMetricReporter implements MetricReporter {
  private static final Map<String, Metric> METRICS = new ConcurrentHashMap<>();

  /** Loaded by Flink as a service. */
  public static final class Factory implements MetricReporterFactory {
    @Override
    public MetricReporter createMetricReporter(Properties properties) {
      return new InMemoryMetricReporter();
    }
  }

  /** Removes all metrics. */
  static void clear() {
    METRICS.clear();
  }

  /**
   * Returns the names in a group, with those of subgroups as prefixes.
   *
   * @param in path of the group, as {@code taskmanager.job.task.operator.kcompact}
   */
  static Set<String> names(String in) {
    Set<String> names = new TreeSet<>();
    METRICS.keySet().stream()
        .filter(name -> name.startsWith(in + "."))
        .forEach(name -> names.add(name.substring(in.length() + 1)));
    return names;
  }

  /** Returns the current value of a metric, for several subtasks that of the last one added. */
  static Object value(String name) {
    Metric metric = METRICS.get(name);
    if (metric instanceof Counter counter) {
      return counter.getCount();
    }
    if (metric instanceof Gauge<?> gauge) {
      return gauge.getValue();
    }
    throw new AssertionError("no metric " + name + " among " + new TreeSet<>(METRICS.keySet()));
  }

  @Override
  public void open(MetricConfig config) {}

  @Override
  public void close() {}

  @Override
  public void notifyOfAddedMetric(Metric metric, String name, MetricGroup group) {
    String scope = LogicalScopeProvider.castFrom(group).getLogicalScope(text -> text, '.');
    METRICS.put(scope + "." + name, metric);
  }

  @Override
  public void notifyOfRemovedMetric(Metric metric, String name, MetricGroup group) {}
}
