package dev.kcompact.finalizer.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kcompact.finalizer.failure.FailedException;
import dev.kcompact.finalizer.store.StoredObject;
import dev.kcompact.finalizer.testing.DayFixture;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.sfn.model.DescribeExecutionResponse;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;

/** One run of a day at a time, through the state machine. */
class LockWorkflowIT {
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
  void aStartWhileTheDayRunsEndsAsADuplicate() throws Exception {
    List<StoredObject> objects = stage.day.raw("orders", 0);
    String first =
        stage.begin("{\"date\": \"2026-11-22\", \"planAttempts\": 20, \"waitSeconds\": 1}");
    stage.awaitCalls("kcompact-plan", 1);

    assertThat(stage.await(stage.begin("{\"scheduledTime\": \"2026-11-23T05:00:00Z\"}")).status())
        .isEqualTo(ExecutionStatus.SUCCEEDED);
    assertThat(stage.lockState()).isEqualTo("HELD");
    assertThat(stage.lock().get("owner").s()).isEqualTo(first);

    stage.day.compact("orders", objects, DayFixture.order("O-1", "1.00", 0, 0));
    assertThat(stage.await(first).status()).isEqualTo(ExecutionStatus.SUCCEEDED);
    assertThat(stage.published("SELECT order_id FROM files", "orders"))
        .containsExactly(List.of("O-1"));
    assertThat(stage.lockState()).isEqualTo("FREE");
  }

  @Test
  void aLostAnswerOfTheLockIsNoDuplicate() throws Exception {
    stage.day.wholeDay();
    stage.lambda.failAfter("kcompact-lock", new FailedException("the answer is lost"));

    assertThat(stage.run().status()).isEqualTo(ExecutionStatus.SUCCEEDED);
    assertThat(stage.hasPartition("orders")).isTrue();
  }

  @Test
  void anUnknownActionFailsWithoutALock() throws Exception {
    DescribeExecutionResponse failed =
        stage.await(stage.begin("{\"date\": \"2026-11-22\", \"action\": \"ROLL\"}"));

    assertThat(failed.error()).isEqualTo("UnknownAction");
    assertThat(stage.hasLocks()).isFalse();
  }

  @Test
  void anInputWithoutADayFailsWithoutALock() throws Exception {
    DescribeExecutionResponse failed = stage.await(stage.begin("{}"));

    assertThat(failed.status()).isEqualTo(ExecutionStatus.FAILED);
    assertThat(failed.cause()).contains("names no day");
    assertThat(stage.hasLocks()).isFalse();
  }
}
