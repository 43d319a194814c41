package dev.kcompact.job.metrics;

import dev.kcompact.job.store.RequestCounter;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.ThreadSafeSimpleCounter;

/**
 * Requests by kind, as {@code requestsGet}, {@code retriesGet} and {@code throttledGet}; the sum of
 * the first two is billed. {@code backoffMillis} is the time that requests of all kinds waited
 * before a retry. Counted in any thread.
 */
public final class RequestMetrics implements RequestCounter {
  private final Map<Kind, Counter> requests = new EnumMap<>(Kind.class);
  private final Map<Kind, Counter> retries = new EnumMap<>(Kind.class);
  private final Map<Kind, Counter> throttled = new EnumMap<>(Kind.class);
  private final Counter backoffMillis;

  public RequestMetrics(MetricGroup group) {
    backoffMillis = group.counter("backoffMillis", new ThreadSafeSimpleCounter());
    for (Kind kind : Kind.values()) {
      String name = kind.name().charAt(0) + kind.name().substring(1).toLowerCase(Locale.ROOT);
      requests.put(kind, group.counter("requests" + name, new ThreadSafeSimpleCounter()));
      retries.put(kind, group.counter("retries" + name, new ThreadSafeSimpleCounter()));
      throttled.put(kind, group.counter("throttled" + name, new ThreadSafeSimpleCounter()));
    }
  }

  @Override
  public void count(Kind kind) {
    add(requests, kind);
  }

  @Override
  public void retried(Kind kind) {
    add(retries, kind);
  }

  @Override
  public void throttled(Kind kind) {
    add(throttled, kind);
  }

  @Override
  public void delayed(Duration delay) {
    backoffMillis.inc(delay.toMillis());
  }

  public long allRetries() {
    return sum(retries);
  }

  public long allThrottles() {
    return sum(throttled);
  }

  public long backoffMillis() {
    return backoffMillis.getCount();
  }

  private static long sum(Map<Kind, Counter> counters) {
    return counters.values().stream().mapToLong(Counter::getCount).sum();
  }

  private static void add(Map<Kind, Counter> counters, Kind kind) {
    Counter counter = counters.get(kind);
    if (counter != null) {
      counter.inc();
    }
  }
}
