package dev.kcompact.finalizer.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kcompact.contract.message.TableDayEvent;
import dev.kcompact.finalizer.failure.RetryableException;
import dev.kcompact.finalizer.run.RunRef;
import dev.kcompact.finalizer.store.StoredObject;
import dev.kcompact.finalizer.testing.DayFixture;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
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
    stage.lambda.failAfter("kcompact-lock", new RetryableException("the answer is lost"));

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

  @Test
  void manyStartsAtOnceGiveOneRun() throws Exception {
    startsAtOnceGiveOneRun(12);
  }

  @Tag("long")
  @Test
  void fiftyStartsAtOnceGiveOneRun() throws Exception {
    startsAtOnceGiveOneRun(50);
  }

  private void startsAtOnceGiveOneRun(int count) throws Exception {
    List<StoredObject> objects = stage.day.raw("orders", 0);
    String input = "{\"date\": \"2026-11-22\", \"planAttempts\": 200, \"waitSeconds\": 1}";
    ExecutorService threads = Executors.newFixedThreadPool(count);
    List<String> started = new ArrayList<>();
    try {
      List<Callable<String>> starts = Collections.nCopies(count, () -> stage.begin(input));
      for (Future<String> start : threads.invokeAll(starts)) {
        started.add(start.get());
      }
    } finally {
      threads.shutdownNow();
    }
    // The one that runs waits for compaction, so that the others cannot come after it.
    stage.awaitThat(() -> running(started).size() == 1, "end of all but one");
    String winner = running(started).get(0);
    stage.day.compact("orders", objects, DayFixture.order("O-1", "1.00", 0, 0));

    assertThat(stage.await(winner).status()).isEqualTo(ExecutionStatus.SUCCEEDED);
    assertThat(stage.calls("kcompact-publish")).isEqualTo(1);
    long token = Long.parseLong(stage.lock().get("token").n());
    assertThat(stage.events())
        .extracting(TableDayEvent::run)
        .hasSize(2)
        .containsOnly(RunRef.of(DayFixture.DAY, token).run());
    for (String execution : started) {
      String output = stage.await(execution).output();
      assertThat(output).contains(execution.equals(winner) ? "ACQUIRED" : "HELD");
    }
    assertThat(stage.lockState()).isEqualTo("FREE");
  }

  @Test
  void theLockOfAnAbortedExecutionIsTakenOverAtOnce() throws Exception {
    stage.day.raw("orders", 0);
    String aborted = stage.begin("{\"date\": \"2026-11-22\", \"planAttempts\": 200}");
    stage.awaitThat(() -> stage.answered("kcompact-plan") == 1, "the first look");
    long token = Long.parseLong(stage.lock().get("token").n());
    stage.sfn.stopExecution(stop -> stop.executionArn(aborted));
    assertThat(stage.await(aborted).status()).isEqualTo(ExecutionStatus.ABORTED);
    assertThat(stage.lock().get("owner").s()).isEqualTo(aborted);
    assertThat(stage.lockState()).isEqualTo("HELD");

    DescribeExecutionResponse next = stage.run();

    assertThat(next.error()).isEqualTo("DayIncomplete");
    assertThat(stage.lock().get("owner").s()).isEqualTo(next.executionArn());
    assertThat(Long.parseLong(stage.lock().get("token").n())).isGreaterThan(token);
    assertThat(stage.lockState()).isEqualTo("FREE");
  }

  @Test
  void aRunThatLostItsLockStopsBeforeItWorksAndLeavesItToItsOwner() throws Exception {
    stage.day.wholeDay();
    stage.run();
    String before = stage.location("orders");
    stage.lambda.interfere(
        (called, call) -> {
          byte[] answer = call.answer();
          if (called.equals("kcompact-plan")) {
            stage.takeLock("another");
          }
          return answer;
        });

    DescribeExecutionResponse failed = stage.run();

    assertThat(failed.status()).isEqualTo(ExecutionStatus.FAILED);
    assertThat(failed.cause()).contains("The lock of 2026-11-22 is not this execution's");
    assertThat(stage.calls("kcompact-finalize")).as("of the first run").isEqualTo(2);
    assertThat(stage.location("orders")).isEqualTo(before);
    assertThat(stage.lock().get("owner").s()).isEqualTo("another");
    assertThat(stage.lockState()).isEqualTo("HELD");
  }

  private List<String> running(List<String> executions) {
    return executions.stream()
        .filter(execution -> stage.status(execution) == ExecutionStatus.RUNNING)
        .toList();
  }
}
