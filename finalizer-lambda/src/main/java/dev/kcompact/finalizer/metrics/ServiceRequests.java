package dev.kcompact.finalizer.metrics;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * Counts requests, retries and throttles of each service since the last report. Static, because the
 * clients of a function outlive its invocations. Thread-safe.
 */
public final class ServiceRequests {
  private static final Map<String, Counts> BY_SERVICE = new ConcurrentHashMap<>();

  private ServiceRequests() {}

  private record Counts(LongAdder requests, LongAdder retries, LongAdder throttles) {
    Counts() {
      this(new LongAdder(), new LongAdder(), new LongAdder());
    }
  }

  public static void sent(String service) {
    of(service).requests().increment();
  }

  public static void retried(String service) {
    of(service).retries().increment();
  }

  public static void throttled(String service) {
    of(service).throttles().increment();
  }

  private static Counts of(String service) {
    return BY_SERVICE.computeIfAbsent(service, key -> new Counts());
  }

  /** Emits the metrics of services with requests and resets the counters. */
  public static void emit() {
    BY_SERVICE.forEach(
        (service, counts) -> {
          long requests = counts.requests().sumThenReset();
          if (requests > 0) {
            Measurements.ofService(service)
                .put(Metric.SERVICE_REQUESTS, requests)
                .put(Metric.SERVICE_RETRIES, counts.retries().sumThenReset())
                .put(Metric.SERVICE_THROTTLES, counts.throttles().sumThenReset())
                .emit();
          }
        });
  }
}
