package dev.kcompact.cli.flink;

import java.util.Properties;
import org.apache.flink.metrics.reporter.MetricReporter;
import org.apache.flink.metrics.reporter.MetricReporterFactory;

/** How Flink finds {@link FinalMetrics}: all of one JVM share the one instance. */
public final class FinalMetricsFactory implements MetricReporterFactory {
  /** Called by Flink's service loader. */
  public FinalMetricsFactory() {}

  @Override
  public MetricReporter createMetricReporter(Properties properties) {
    return FinalMetrics.INSTANCE;
  }
}
