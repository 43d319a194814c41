package dev.kcompact.job.metrics;

import org.apache.flink.metrics.MetricGroup;

/** The job's metric groups below the group of an operator. */
public final class JobMetrics {
  /** Group of all metrics, for any reporter. */
  private static final String ALL = "kcompact";

  /**
   * Group whose metrics Managed Flink forwards to CloudWatch. Each name is charged and is one
   * metric for all subtasks and operators, so there are few and each belongs to one operator (ADR
   * 35).
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
