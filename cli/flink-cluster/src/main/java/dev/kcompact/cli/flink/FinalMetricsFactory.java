package dev.kcompact.cli.flink;

import java.util.Properties;
import org.apache.flink.metrics.reporter.MetricReporter;
import org.apache.flink.metrics.reporter.MetricReporterFactory;

/** Gives Flink the one instance of {@link FinalMetrics} in this JVM. */
public final class FinalMetricsFactory implements MetricReporterFactory {
  /** Called by Flink's service loader. */
  public FinalMetricsFactory() {}

  @Override
  public MetricReporter createMetricReporter(Properties properties) {
    return FinalMetrics.INSTANCE;
  }
}
