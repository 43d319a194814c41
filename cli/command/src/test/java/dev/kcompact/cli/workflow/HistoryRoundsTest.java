package dev.kcompact.cli.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kcompact.cli.workflow.Round.Outcome;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;
import software.amazon.awssdk.services.sfn.model.HistoryEvent;

class HistoryRoundsTest {
  private static final String LOCKED =
      "{\"lock\":{\"status\":\"ACQUIRED\",\"date\":\"2026-11-22\",\"run\":\"r1\"}}";
  private static final String PUBLISHED = "{\"publish\":{\"status\":\"PUBLISHED\"}}";
  private static final String ERROR =
      "{\"error\":{\"Error\":\"x.RefusedException\",\"Cause\":\"{\\\"errorMessage\\\":\\\"why\\\"}\"}}";

  private final List<HistoryEvent> events = new ArrayList<>();

  private HistoryRoundsTest entered(String state, String input) {
    events.add(
        HistoryEvent.builder().stateEnteredEventDetails(d -> d.name(state).input(input)).build());
    return this;
  }

  private HistoryRoundsTest exited(String state, String output) {
    events.add(
        HistoryEvent.builder().stateExitedEventDetails(d -> d.name(state).output(output)).build());
    return this;
  }

  private HistoryRoundsTest locked(String output) {
    return entered("AcquireLock", "{}").exited("AcquireLock", output);
  }

  private List<Round> rounds(ExecutionStatus status) {
    return HistoryRounds.of(
        events,
        status,
        "{\"date\":\"2026-11-20\"}",
        status == ExecutionStatus.FAILED ? "UnknownAction" : "");
  }

  @Test
  void aPublishedDay() {
    locked(LOCKED).exited("Publish", PUBLISHED).entered("Feedback", "{}");
    assertThat(rounds(ExecutionStatus.SUCCEEDED))
        .containsExactly(new Round("2026-11-22", "r1", Outcome.PUBLISHED, ""));
  }

  @Test
  void aDayThatIsPublishedThoughKafkaWasAway() {
    locked(LOCKED).exited("Publish", PUBLISHED).entered("NotifyFailure", ERROR);
    assertThat(rounds(ExecutionStatus.FAILED))
        .containsExactly(new Round("2026-11-22", "r1", Outcome.PUBLISHED, "RefusedException: why"));
  }

  @Test
  void aRejectedDayAndAFailedOneSayWhy() {
    locked(LOCKED).entered("DayRejected", "{}").entered("NotifyFailure", ERROR);
    locked(LOCKED).entered("Rollback", "{}").entered("NotifyFailure", ERROR);
    assertThat(rounds(ExecutionStatus.FAILED))
        .extracting(Round::outcome, Round::note)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(Outcome.REJECTED, "RefusedException: why"),
            org.assertj.core.groups.Tuple.tuple(Outcome.FAILED, "RefusedException: why"));
  }

  @Test
  void anExecutionThatLooksBackHasSeveralDays() {
    locked(LOCKED).exited("Publish", PUBLISHED);
    locked(LOCKED.replace("11-22", "11-20").replace("r1", "r2"))
        .exited("Plan", "{\"plan\":{\"status\":\"NOTHING\"}}");
    locked("{\"lock\":{\"status\":\"HELD\",\"date\":\"2026-11-19\",\"heldBy\":\"arn:y\"}}");
    assertThat(rounds(ExecutionStatus.SUCCEEDED))
        .extracting(round -> round.day() + " " + round.outcome())
        .containsExactly("2026-11-22 PUBLISHED", "2026-11-20 NOTHING", "2026-11-19 DUPLICATE");
  }

  @Test
  void aRollbackSaysOfWhichRun() {
    locked(LOCKED)
        .exited("RollbackDay", "{\"rollback\":{\"status\":\"ROLLED_BACK\",\"run\":\"r0\"}}");
    assertThat(rounds(ExecutionStatus.SUCCEEDED))
        .containsExactly(new Round("2026-11-22", "r1", Outcome.ROLLED_BACK, "of run r0"));
  }

  @Test
  void oneThatRunsAndOneThatWasAbortedSayWhere() {
    locked(LOCKED).entered("WaitForCompaction", "{}");
    assertThat(rounds(ExecutionStatus.RUNNING))
        .containsExactly(new Round("2026-11-22", "r1", Outcome.RUNNING, "at WaitForCompaction"));
    assertThat(rounds(ExecutionStatus.ABORTED))
        .containsExactly(
            new Round("2026-11-22", "r1", Outcome.FAILED, "ABORTED, at WaitForCompaction"));
  }

  @Test
  void oneThatNeverCameToItsLockTellsTheDayOfItsInput() {
    assertThat(rounds(ExecutionStatus.FAILED))
        .containsExactly(new Round("2026-11-20", "", Outcome.FAILED, "UnknownAction"));
  }
}
