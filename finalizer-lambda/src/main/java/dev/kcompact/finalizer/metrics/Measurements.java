package dev.kcompact.finalizer.metrics;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import software.amazon.cloudwatchlogs.emf.exception.DimensionSetExceededException;
import software.amazon.cloudwatchlogs.emf.exception.InvalidDimensionException;
import software.amazon.cloudwatchlogs.emf.exception.InvalidMetricException;
import software.amazon.cloudwatchlogs.emf.exception.InvalidNamespaceException;
import software.amazon.cloudwatchlogs.emf.model.DimensionSet;
import software.amazon.cloudwatchlogs.emf.model.MetricsContext;

/**
 * Metric values of one point of an invocation, written to standard output as one line of the
 * embedded metric format. The line includes the log fields, which name the run. Not thread-safe.
 */
public final class Measurements {
  static final String NAMESPACE = "kcompact";

  /** Writes lines without a layout, as configured in logback.xml. */
  private static final Logger LINES = LoggerFactory.getLogger("kcompact.metrics");

  private static final String FUNCTION = "Function";
  private static final String NAME_OF_FUNCTION =
      Optional.ofNullable(System.getenv("AWS_LAMBDA_FUNCTION_NAME")).orElse("local");

  private final Map<Metric, Double> values = new EnumMap<>(Metric.class);
  private final DimensionSet[] dimensions;

  private Measurements(DimensionSet... dimensions) {
    this.dimensions = dimensions;
  }

  public static Measurements ofFunction() {
    return new Measurements(dimension());
  }

  /** Values of a table, which CloudWatch also adds up for the function. */
  public static Measurements ofTable(String table) {
    return new Measurements(dimension(), dimension("Table", table));
  }

  static Measurements ofService(String service) {
    return new Measurements(dimension("Service", service));
  }

  public Measurements put(Metric metric, double value) {
    values.put(metric, value);
    return this;
  }

  public void emit() {
    LINES.info(line());
  }

  String line() {
    try {
      MetricsContext context = new MetricsContext();
      context.setNamespace(NAMESPACE);
      context.setDimensions(dimensions);
      Map<String, String> fields = MDC.getCopyOfContextMap();
      if (fields != null) {
        fields.forEach(context::putProperty);
      }
      for (Map.Entry<Metric, Double> value : values.entrySet()) {
        context.putMetric(value.getKey().label(), value.getValue(), value.getKey().unit());
      }
      return String.join(System.lineSeparator(), context.serialize());
    } catch (InvalidNamespaceException | InvalidMetricException | JsonProcessingException e) {
      throw new IllegalStateException("Failed to write the metrics: " + values.keySet(), e);
    }
  }

  private static DimensionSet dimension(String... more) {
    try {
      DimensionSet set = DimensionSet.of(FUNCTION, NAME_OF_FUNCTION);
      for (int i = 0; i < more.length; i += 2) {
        set.addDimension(more[i], more[i + 1]);
      }
      return set;
    } catch (InvalidDimensionException | DimensionSetExceededException e) {
      throw new IllegalArgumentException("no dimension: " + String.join(" ", more), e);
    }
  }
}
