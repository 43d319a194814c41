package dev.kcompact.job.metrics;

import org.apache.flink.metrics.MetricGroup;

/** The groups below an operator's own in which the job's metrics are. */
public final class JobMetrics {
  /** All metrics, for whatever reports them. */
  private static final String ALL = "kcompact";

  /**
   * Managed Flink hands what is in a group of this name over to CloudWatch, and nothing else of an
   * application's own. Each name costs there, and is one metric for all subtasks and operators, so
   * that these are few and no two operators have the same (ADR 35).
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
