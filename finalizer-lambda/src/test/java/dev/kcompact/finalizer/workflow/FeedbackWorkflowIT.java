package dev.kcompact.finalizer.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kcompact.finalizer.failure.RefusedException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.sfn.model.DescribeExecutionResponse;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;

/** What Kafka and ServiceNow hear of a day, and what it means when they do not. */
class FeedbackWorkflowIT {
  @TempDir Path tmp;
  private WorkflowStage stage;

  @BeforeEach
  void set() throws Exception {
    stage = WorkflowStage.set(tmp);
  }

  @AfterEach
  void close() {
    stage.close();
  }

  @Test
  void withoutKafkaTheDayStaysPublishedAndAnIncidentSaysSo() throws Exception {
    stage.day.wholeDay();
    stage.lambda.failBefore("kcompact-feedback", new RefusedException("Kafka is away"));

    DescribeExecutionResponse failed = stage.run();

    assertThat(failed.status()).isEqualTo(ExecutionStatus.FAILED);
    assertThat(stage.published("SELECT order_id FROM files ORDER BY 1", "orders")).hasSize(2);
    assertThat(stage.lambda.calls).doesNotContain("kcompact-rollback");
    assertThat(stage.incidents()).containsExactly(Map.entry("kcompact/day/2026-11-22", "1"));
    assertThat(stage.lockState()).isEqualTo("FREE");
  }

  @Test
  void feedbackIsRetriedUntilKafkaIsBack() throws Exception {
    stage.day.wholeDay();
    stage.messages.flushesThatFail.set(1);

    assertThat(stage.run().status()).isEqualTo(ExecutionStatus.SUCCEEDED);
    assertThat(stage.events()).hasSize(3);
    assertThat(stage.calls("kcompact-feedback")).isEqualTo(2);
  }

  @Test
  void aServiceNowThatRefusesDoesNotFailTheDay() throws Exception {
    stage.day.wholeDay();
    stage.serviceNow.troubles.addAll(List.of(403, 403, 403));

    assertThat(stage.run().status()).isEqualTo(ExecutionStatus.SUCCEEDED);
    assertThat(stage.lockState()).isEqualTo("FREE");
  }
}
