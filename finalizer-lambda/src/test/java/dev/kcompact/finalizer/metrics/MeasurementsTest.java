package dev.kcompact.finalizer.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kcompact.finalizer.invocation.Json;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;

class MeasurementsTest {
  private static JsonNode json(Measurements measurements) {
    return Json.tree(measurements.line()).orElseThrow();
  }

  @Test
  void aLineIsInCloudWatchsFormat() {
    JsonNode line =
        json(
            Measurements.ofTable("orders")
                .put(Metric.RAW_OBJECTS, 3)
                .put(Metric.FILE_BYTES, 1.5e9));

    JsonNode metadata = line.path("_aws");
    assertThat(metadata.path("Timestamp").asLong()).isPositive();
    JsonNode directive = metadata.path("CloudWatchMetrics").path(0);
    assertThat(directive.path("Namespace").asText()).isEqualTo("kcompact");
    assertThat(directive.path("Dimensions").toString())
        .isEqualTo("[[\"Function\"],[\"Function\",\"Table\"]]");
    assertThat(directive.path("Metrics").toString())
        .contains("{\"Name\":\"RawObjects\",\"Unit\":\"Count\"}")
        .contains("{\"Name\":\"FileBytes\",\"Unit\":\"Bytes\"}");
    assertThat(line.path("RawObjects").asDouble()).isEqualTo(3);
    assertThat(line.path("FileBytes").asDouble()).isEqualTo(1.5e9);
    assertThat(line.path("Table").asText()).isEqualTo("orders");
    assertThat(line.path("Function").asText()).isNotEmpty();
  }

  @Test
  void aLineHasTheFieldsOfTheLogAndNoDimensionMore() {
    try (MDC.MDCCloseable run = MDC.putCloseable("run", "20261122-7")) {
      JsonNode line = json(Measurements.ofFunction().put(Metric.DEAD_LETTERS, 0));
      assertThat(line.path("run").asText()).isEqualTo("20261122-7");
      assertThat(line.at("/_aws/CloudWatchMetrics/0/Dimensions").toString())
          .isEqualTo("[[\"Function\"]]");
      assertThat(line.path("DeadLetters").isNumber()).isTrue();
    }
  }

  @Test
  void aServiceIsADimension() {
    assertThat(
            json(Measurements.ofService("S3").put(Metric.SERVICE_RETRIES, 1))
                .at("/_aws/CloudWatchMetrics/0/Dimensions")
                .toString())
        .isEqualTo("[[\"Function\",\"Service\"]]");
  }
}
