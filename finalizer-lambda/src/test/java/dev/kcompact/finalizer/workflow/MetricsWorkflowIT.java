package dev.kcompact.finalizer.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kcompact.finalizer.metrics.Metric;
import dev.kcompact.finalizer.testing.Emitted;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;

/** The functions' metrics for a day that is finalized, rolled back and cleaned. */
@Tag("full")
class MetricsWorkflowIT {
  private static final List<String> INPUTS =
      List.of(
          "{\"date\": \"2026-11-22\", \"planAttempts\": 1, \"waitSeconds\": 1, \"lookBackDays\": 1}",
          "{\"date\": \"2026-11-22\", \"action\": \"ROLLBACK\"}",
          "{\"date\": \"2026-11-22\", \"action\": \"CLEAN\"}");

  @RegisterExtension final Workflow workflow = new Workflow();

  @Test
  void everyMetricIsWritten() {
    workflow.day.completeDay();

    Emitted emitted = Emitted.by(() -> INPUTS.forEach(input -> run(input)));

    assertThat(emitted.names())
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(Metric.values()).map(Metric::label).toList());
    assertThat(emitted.value("RawObjects")).isEqualTo(3);
    assertThat(emitted.value("PublishedPartitions")).isEqualTo(5);
    assertThat(emitted.value("DeadLetters")).isEqualTo(1);
    assertThat(emitted.value("RolledBackTables")).isEqualTo(3);
    assertThat(emitted.dimension("RowsIn", "day")).isEqualTo("2026-11-22");
    assertThat(emitted.dimension("FeedbackEvents", "run")).startsWith("20261122-");
  }

  private void run(String input) {
    assertThat(workflow.await(workflow.begin(input)).status()).isEqualTo(ExecutionStatus.SUCCEEDED);
  }
}
