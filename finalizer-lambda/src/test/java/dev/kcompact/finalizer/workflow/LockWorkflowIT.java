package dev.kcompact.finalizer.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kcompact.contract.message.TableDayEvent;
import dev.kcompact.finalizer.failure.RetryableException;
import dev.kcompact.finalizer.run.RunRef;
import dev.kcompact.finalizer.store.StoredObject;
import dev.kcompact.finalizer.testing.DayFixture;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.services.sfn.model.DescribeExecutionResponse;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;

/** At most one run of a day at a time, through the state machine. */
@Tag("full")
class LockWorkflowIT {

  @RegisterExtension final Workflow workflow = new Workflow();

  @Test
  void aStartWhileTheDayRunsEndsAsADuplicate() throws Exception {
    List<StoredObject> objects = workflow.day.raw("orders", 0);
    String first =
        workflow.begin("{\"date\": \"2026-11-22\", \"planAttempts\": 20, \"waitSeconds\": 1}");
    workflow.awaitCalls("kcompact-plan", 1);

    assertThat(
            workflow
                .await(workflow.begin("{\"scheduledTime\": \"2026-11-23T05:00:00Z\"}"))
                .status())
        .isEqualTo(ExecutionStatus.SUCCEEDED);
    assertThat(workflow.locks.state()).isEqualTo("HELD");
    assertThat(workflow.locks.owner()).isEqualTo(first);

    workflow.day.compact("orders", objects, DayFixture.order("O-1", "1.00", 0, 0));
    assertThat(workflow.await(first).status()).isEqualTo(ExecutionStatus.SUCCEEDED);
    assertThat(workflow.catalog.published("SELECT order_id FROM files", "orders"))
        .containsExactly(List.of("O-1"));
    assertThat(workflow.locks.state()).isEqualTo("FREE");
  }

  @Test
  void aLostAnswerOfTheLockIsNoDuplicate() throws Exception {
    workflow.day.completeDay();
    workflow.lambda.failAfter("kcompact-lock", new RetryableException("the answer is lost"));

    assertThat(workflow.run().status()).isEqualTo(ExecutionStatus.SUCCEEDED);
    assertThat(workflow.catalog.hasPartition("orders")).isTrue();
  }

  @Test
  void anUnknownActionFailsWithoutALock() throws Exception {
    DescribeExecutionResponse failed =
        workflow.await(workflow.begin("{\"date\": \"2026-11-22\", \"action\": \"ROLL\"}"));

    assertThat(failed.error()).isEqualTo("UnknownAction");
    assertThat(workflow.locks.exist()).isFalse();
  }

  @Test
  void anInputWithoutADayFailsWithoutALock() throws Exception {
    DescribeExecutionResponse failed = workflow.await(workflow.begin("{}"));

    assertThat(failed.status()).isEqualTo(ExecutionStatus.FAILED);
    assertThat(failed.cause()).contains("has no day");
    assertThat(workflow.locks.exist()).isFalse();
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
    List<StoredObject> objects = workflow.day.raw("orders", 0);
    String input = "{\"date\": \"2026-11-22\", \"planAttempts\": 200, \"waitSeconds\": 1}";
    ExecutorService threads = Executors.newFixedThreadPool(count);
    List<String> started = new ArrayList<>();
    try {
      List<Callable<String>> starts = Collections.nCopies(count, () -> workflow.begin(input));
      for (Future<String> start : threads.invokeAll(starts)) {
        started.add(start.get());
      }
    } finally {
      threads.shutdownNow();
    }
    // The running one waits for compaction, so the others cannot start after its end.
    workflow.awaitThat(() -> running(started).size() == 1, "end of all but one");
    String winner = running(started).get(0);
    workflow.day.compact("orders", objects, DayFixture.order("O-1", "1.00", 0, 0));

    assertThat(workflow.await(winner).status()).isEqualTo(ExecutionStatus.SUCCEEDED);
    assertThat(workflow.calls("kcompact-publish")).isEqualTo(1);
    long token = workflow.locks.token();
    assertThat(workflow.events())
        .extracting(TableDayEvent::run)
        .hasSize(2)
        .containsOnly(RunRef.of(DayFixture.DAY, token).run());
    for (String execution : started) {
      String output = workflow.await(execution).output();
      assertThat(output).contains(execution.equals(winner) ? "ACQUIRED" : "HELD");
    }
    assertThat(workflow.locks.state()).isEqualTo("FREE");
  }

  @Test
  void theLockOfAnAbortedExecutionIsFreeAtOnce() throws Exception {
    workflow.day.raw("orders", 0);
    String aborted = workflow.begin("{\"date\": \"2026-11-22\", \"planAttempts\": 200}");
    workflow.awaitThat(() -> workflow.answered("kcompact-plan") == 1, "the first attempt of Plan");
    long token = workflow.locks.token();
    workflow.sfn.stopExecution(stop -> stop.executionArn(aborted));
    assertThat(workflow.await(aborted).status()).isEqualTo(ExecutionStatus.ABORTED);
    assertThat(workflow.locks.owner()).isEqualTo(aborted);
    assertThat(workflow.locks.state()).isEqualTo("HELD");

    DescribeExecutionResponse next = workflow.run();

    assertThat(next.error()).isEqualTo("DayIncomplete");
    assertThat(workflow.locks.owner()).isEqualTo(next.executionArn());
    assertThat(workflow.locks.token()).isGreaterThan(token);
    assertThat(workflow.locks.state()).isEqualTo("FREE");
  }

  @Test
  void aRunThatLostItsLockStopsBeforeItWorksAndLeavesItToItsOwner() throws Exception {
    workflow.day.completeDay();
    workflow.run();
    String before = workflow.catalog.location("orders");
    workflow.lambda.interfere(
        (called, call) -> {
          byte[] answer = call.answer();
          if (called.equals("kcompact-plan")) {
            workflow.locks.take("another");
          }
          return answer;
        });

    DescribeExecutionResponse failed = workflow.run();

    assertThat(failed.status()).isEqualTo(ExecutionStatus.FAILED);
    assertThat(failed.cause()).contains("This execution does not hold the lock of 2026-11-22");
    assertThat(workflow.calls("kcompact-finalize")).as("of the first run").isEqualTo(2);
    assertThat(workflow.catalog.location("orders")).isEqualTo(before);
    assertThat(workflow.locks.owner()).isEqualTo("another");
    assertThat(workflow.locks.state()).isEqualTo("HELD");
  }

  private List<String> running(List<String> executions) {
    return executions.stream()
        .filter(execution -> workflow.status(execution) == ExecutionStatus.RUNNING)
        .toList();
  }
}
