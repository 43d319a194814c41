package dev.kcompact.finalizer.workflow;

import dev.kcompact.finalizer.store.StoredObject;
import dev.kcompact.finalizer.testing.DayFixture;
import dev.kcompact.finalizer.workflow.InProcessFunctions.Interference;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import software.amazon.awssdk.services.sfn.model.DescribeExecutionResponse;

/** A way through the state machine, on a day that has been published before. */
enum Scenario {
  PUBLISH("finalize"),
  WAIT("finalize, second attempt"),
  LOSE("Publish fails"),
  ROLL_BACK("rollback on request"),
  LATE_DATA("finalize with late data"),
  LOSE_LATE_DATA("LookBack fails"),
  CLEAN("clean-up"),
  LOSE_CLEAN("Clean fails");

  /** Offsets of objects that come late; none is used twice. */
  private static final AtomicInteger LATE = new AtomicInteger(100);

  private final String description;

  Scenario(String description) {
    this.description = description;
  }

  /** Its name in docs/failures.md. */
  String description() {
    return description;
  }

  /** Whether it is no run of the day. */
  boolean isCleanUp() {
    return this == CLEAN || this == LOSE_CLEAN;
  }

  /** Whether its execution fails when nothing else befalls it. */
  boolean isLost() {
    return this == LOSE || this == LOSE_LATE_DATA || this == LOSE_CLEAN;
  }

  /** Goes this way to the end. */
  DescribeExecutionResponse play(Workflow workflow, Interference fault)
      throws InterruptedException {
    workflow.lambda.interfere(
        switch (this) {
          case LOSE -> andAnswerLost(fault, "Publish");
          case LOSE_LATE_DATA -> andAnswerLost(fault, "LookBack");
          case LOSE_CLEAN -> andAnswerLost(fault, "Clean");
          case WAIT -> andCompleteAfterAll(fault, workflow);
          case PUBLISH, ROLL_BACK, LATE_DATA, CLEAN -> fault;
        });
    try {
      return switch (this) {
        case PUBLISH, LOSE -> workflow.run();
        case WAIT ->
            workflow.await(
                workflow.begin(
                    "{\"date\": \"2026-11-22\", \"planAttempts\": 20, \"waitSeconds\": 1}"));
        case LATE_DATA, LOSE_LATE_DATA ->
            workflow.await(
                workflow.begin(
                    "{\"date\": \"2026-11-22\", \"planAttempts\": 1, \"waitSeconds\": 1,"
                        + " \"lookBackDays\": 1}"));
        case CLEAN, LOSE_CLEAN -> workflow.await(workflow.begin("{\"action\": \"CLEAN\"}"));
        case ROLL_BACK ->
            workflow.await(workflow.begin("{\"date\": \"2026-11-22\", \"action\": \"ROLLBACK\"}"));
      };
    } finally {
      workflow.lambda.interfere((called, call) -> call.answer());
    }
  }

  private static Interference andAnswerLost(Interference fault, String state) {
    Interference lost = Fault.AFTER.at(state, 0);
    return (called, call) -> fault.call(called, () -> lost.call(called, call));
  }

  /** What comes late is an order that is there already, so that the outcome is the same. */
  private static Interference andCompleteAfterAll(Interference fault, Workflow workflow) {
    int offset = LATE.getAndIncrement();
    List<StoredObject> late = workflow.day.raw("orders", offset);
    AtomicBoolean isComplete = new AtomicBoolean();
    return (called, call) -> {
      byte[] answer = fault.call(called, call);
      if (called.endsWith(InProcessFunctions.MARK + "Plan")
          && isComplete.compareAndSet(false, true)) {
        workflow.day.compact(
            "orders",
            "late-" + offset + ".parquet",
            late,
            DayFixture.order("O-2", "20.00", offset, 0));
      }
      return answer;
    };
  }
}
