package dev.kcompact.job;

import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.SimpleCounter;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;

/** A metric group in memory whose values are read by name. It is its own subgroup. */
public final class InMemoryMetricGroup extends UnregisteredMetricsGroup {
  private final Map<String, Counter> counters = new TreeMap<>();
  private final Map<String, Gauge<?>> gauges = new TreeMap<>();

  /** Returns the value of a counter. */
  public long counted(String name) {
    Counter counter = counters.get(name);
    if (counter == null) {
      throw new AssertionError("no counter " + name + " among " + counters.keySet());
    }
    return counter.getCount();
  }

  /** Returns the value of a gauge. */
  public Object shown(String name) {
    Gauge<?> gauge = gauges.get(name);
    if (gauge == null) {
      throw new AssertionError("no gauge " + name + " among " + gauges.keySet());
    }
    return gauge.getValue();
  }

  @Override
  public Counter counter(String name) {
    return counter(name, new SimpleCounter());
  }

  @Override
  public <C extends Counter> C counter(String name, C counter) {
    counters.put(name, counter);
    return counter;
  }

  @Override
  public <T, G extends Gauge<T>> G gauge(String name, G gauge) {
    gauges.put(name, gauge);
    return gauge;
  }

  @Override
  public MetricGroup addGroup(String name) {
    return this;
  }

  @Override
  public MetricGroup addGroup(String key, String value) {
    return this;
  }
}
