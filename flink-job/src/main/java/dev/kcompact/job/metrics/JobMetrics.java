package dev.kcompact.job.metrics;

import org.apache.flink.metrics.MetricGroup;

/** The metric groups of the job below an operator's own group. */
public final class JobMetrics {
  /** All metrics, for any reporter. */
  private static final String ALL = "kcompact";

  /**
   * Of an application's own metrics, Managed Flink forwards those in a group of this name to
   * CloudWatch. Each name is charged, and is one metric for all subtasks and operators, so these
   * are few and no two operators have the same (ADR 35).
   */
  private static final String CLOUD_WATCH = "kinesisanalytics";

  private JobMetrics() {}

  public static MetricGroup all(MetricGroup operator) {
    return operator.addGroup(ALL);
  }

  public static MetricGroup forCloudWatch(MetricGroup operator) {
    return operator.addGroup(CLOUD_WATCH);
  }
}
