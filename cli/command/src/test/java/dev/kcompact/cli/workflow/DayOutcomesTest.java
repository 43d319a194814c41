package dev.kcompact.cli.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kcompact.cli.workflow.DayOutcome.Status;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;
import software.amazon.awssdk.services.sfn.model.HistoryEvent;

class DayOutcomesTest {
  private static final String LOCKED =
      "{\"lock\":{\"status\":\"ACQUIRED\",\"date\":\"2026-11-22\",\"run\":\"r1\"}}";
  private static final String PUBLISHED = "{\"publish\":{\"status\":\"PUBLISHED\"}}";
  private static final String ERROR =
      "{\"error\":{\"Error\":\"x.RefusedException\",\"Cause\":\"{\\\"errorMessage\\\":\\\"why\\\"}\"}}";

  private final List<HistoryEvent> events = new ArrayList<>();

  private DayOutcomesTest entered(String state, String input) {
    events.add(
        HistoryEvent.builder().stateEnteredEventDetails(d -> d.name(state).input(input)).build());
    return this;
  }

  private DayOutcomesTest exited(String state, String output) {
    events.add(
        HistoryEvent.builder().stateExitedEventDetails(d -> d.name(state).output(output)).build());
    return this;
  }

  private DayOutcomesTest locked(String output) {
    return entered("AcquireLock", "{}").exited("AcquireLock", output);
  }

  private List<DayOutcome> days(ExecutionStatus status) {
    return DayOutcomes.of(
        events,
        status,
        "{\"date\":\"2026-11-20\"}",
        status == ExecutionStatus.FAILED ? "UnknownAction" : "");
  }

  @Test
  void aPublishedDay() {
    locked(LOCKED).exited("Publish", PUBLISHED).entered("Feedback", "{}");
    assertThat(days(ExecutionStatus.SUCCEEDED))
        .containsExactly(new DayOutcome("2026-11-22", "r1", Status.PUBLISHED, ""));
  }

  @Test
  void aDayThatIsPublishedThoughKafkaWasAway() {
    locked(LOCKED).exited("Publish", PUBLISHED).entered("NotifyFailure", ERROR);
    assertThat(days(ExecutionStatus.FAILED))
        .containsExactly(
            new DayOutcome("2026-11-22", "r1", Status.PUBLISHED, "RefusedException: why"));
  }

  @Test
  void aRejectedDayAndAFailedOneSayWhy() {
    locked(LOCKED).entered("DayRejected", "{}").entered("NotifyFailure", ERROR);
    locked(LOCKED).entered("Rollback", "{}").entered("NotifyFailure", ERROR);
    assertThat(days(ExecutionStatus.FAILED))
        .extracting(DayOutcome::status, DayOutcome::note)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(Status.REJECTED, "RefusedException: why"),
            org.assertj.core.groups.Tuple.tuple(Status.FAILED, "RefusedException: why"));
  }

  @Test
  void anExecutionThatReprocessesLateDataHasSeveralDays() {
    locked(LOCKED).exited("Publish", PUBLISHED);
    locked(LOCKED.replace("11-22", "11-20").replace("r1", "r2"))
        .exited("Plan", "{\"plan\":{\"status\":\"NOTHING\"}}");
    locked("{\"lock\":{\"status\":\"HELD\",\"date\":\"2026-11-19\",\"heldBy\":\"arn:y\"}}");
    assertThat(days(ExecutionStatus.SUCCEEDED))
        .extracting(day -> day.day() + " " + day.status())
        .containsExactly("2026-11-22 PUBLISHED", "2026-11-20 NOTHING", "2026-11-19 DUPLICATE");
  }

  @Test
  void aRollbackSaysOfWhichRun() {
    locked(LOCKED)
        .exited("RollbackDay", "{\"rollback\":{\"status\":\"ROLLED_BACK\",\"run\":\"r0\"}}");
    assertThat(days(ExecutionStatus.SUCCEEDED))
        .containsExactly(new DayOutcome("2026-11-22", "r1", Status.ROLLED_BACK, "of run r0"));
  }

  @Test
  void oneThatRunsAndOneThatWasAbortedSayWhere() {
    locked(LOCKED).entered("WaitForCompaction", "{}");
    assertThat(days(ExecutionStatus.RUNNING))
        .containsExactly(
            new DayOutcome("2026-11-22", "r1", Status.RUNNING, "at WaitForCompaction"));
    assertThat(days(ExecutionStatus.ABORTED))
        .containsExactly(
            new DayOutcome("2026-11-22", "r1", Status.FAILED, "ABORTED, at WaitForCompaction"));
  }

  @Test
  void anExecutionWithoutLockReportsTheDayOfItsInput() {
    assertThat(days(ExecutionStatus.FAILED))
        .containsExactly(new DayOutcome("2026-11-20", "", Status.FAILED, "UnknownAction"));
  }
}
