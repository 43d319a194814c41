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

/** Everything that is reported while a test runs, as any reporter of a deployment sees it. */
public final class SeenMetrics implements MetricReporter {
  private static final Map<String, Metric> SEEN = new ConcurrentHashMap<>();

  /** How Flink finds it. */
  public static final class Factory implements MetricReporterFactory {
    @Override
    public MetricReporter createMetricReporter(Properties properties) {
      return new SeenMetrics();
    }
  }

  /** Forgets what was seen. */
  static void clear() {
    SEEN.clear();
  }

  /**
   * Names in a group, with the names of further groups before them.
   *
   * @param in the kinds of groups before it, as {@code taskmanager.job.task.operator.kcompact}
   */
  static Set<String> names(String in) {
    Set<String> names = new TreeSet<>();
    SEEN.keySet().stream()
        .filter(name -> name.startsWith(in + "."))
        .forEach(name -> names.add(name.substring(in.length() + 1)));
    return names;
  }

  /** What a metric says now; of several subtasks the one that came last. */
  static Object value(String name) {
    Metric metric = SEEN.get(name);
    if (metric instanceof Counter counter) {
      return counter.getCount();
    }
    if (metric instanceof Gauge<?> gauge) {
      return gauge.getValue();
    }
    throw new AssertionError("no metric " + name + " among " + new TreeSet<>(SEEN.keySet()));
  }

  @Override
  public void open(MetricConfig config) {}

  @Override
  public void close() {}

  @Override
  public void notifyOfAddedMetric(Metric metric, String name, MetricGroup group) {
    String scope = LogicalScopeProvider.castFrom(group).getLogicalScope(text -> text, '.');
    SEEN.put(scope + "." + name, metric);
  }

  @Override
  public void notifyOfRemovedMetric(Metric metric, String name, MetricGroup group) {}
}
