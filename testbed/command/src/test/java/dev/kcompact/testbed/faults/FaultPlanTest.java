package dev.kcompact.testbed.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kcompact.testbed.faults.FaultStep.JobAction;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FaultPlanTest {
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 7, 41, 42, 200, 1000})
  void killsExactlyAsManyAsAsked(int kills) {
    FaultPlan plan = FaultPlan.of(5, kills);

    assertThat(plan.kills()).isEqualTo(kills);
    assertThat(plan.episodes()).allMatch(episode -> !episode.isEmpty());
  }

  @Test
  void isTheSameForTheSameSeedAndAnotherForAnother() {
    assertThat(FaultPlan.of(5, 60)).isEqualTo(FaultPlan.of(5, 60));
    assertThat(FaultPlan.of(6, 60).episodes()).isNotEqualTo(FaultPlan.of(5, 60).episodes());
  }

  @Test
  void hasEveryTargetAndEveryActionInALongRun() {
    List<FaultStep> steps = FaultPlan.of(5, 200).episodes().stream().flatMap(List::stream).toList();

    assertThat(steps).extracting(FaultStep::action).contains(JobAction.values());
    assertThat(steps)
        .flatExtracting(step -> step.all().map(FaultStep.Kill::target).toList())
        .contains(FaultStep.KillTarget.values());
  }

  /**
   * The job can only be started without state, or from other state, after its JobManager was
   * killed.
   */
  @Test
  void losesStateOnlyWithItsJobManager() {
    assertThat(FaultPlan.of(5, 200).episodes())
        .flatMap(episode -> episode)
        .filteredOn(
            step -> step.action() == JobAction.NO_STATE || step.action() == JobAction.OLD_STATE)
        .isNotEmpty()
        .allMatch(step -> step.kills(FaultStep.KillTarget.JOB_MANAGER));
  }

  @Test
  void refusesFewerThanNoKills() {
    assertThatThrownBy(() -> FaultPlan.of(1, -1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("kills is negative: -1");
  }
}
