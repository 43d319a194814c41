package dev.kcompact.testbed.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
    assertThat(plan.chapters()).allMatch(chapter -> !chapter.isEmpty());
  }

  @Test
  void isTheSameForTheSameSeedAndAnotherForAnother() {
    assertThat(FaultPlan.of(5, 60)).isEqualTo(FaultPlan.of(5, 60));
    assertThat(FaultPlan.of(6, 60).chapters()).isNotEqualTo(FaultPlan.of(5, 60).chapters());
  }

  @Test
  void hasEveryVictimAndEveryTurnInALongRun() {
    List<Blow> blows = FaultPlan.of(5, 200).chapters().stream().flatMap(List::stream).toList();

    assertThat(blows).extracting(Blow::turn).contains(Turn.values());
    assertThat(blows)
        .flatExtracting(blow -> blow.all().map(Kill::victim).toList())
        .contains(Victim.values());
  }

  /** The job can only be started from other state, or anew, when its JobManager is gone. */
  @Test
  void losesStateOnlyWithItsJobManager() {
    assertThat(FaultPlan.of(5, 200).chapters())
        .flatMap(chapter -> chapter)
        .filteredOn(blow -> blow.turn() == Turn.NO_STATE || blow.turn() == Turn.OLD_STATE)
        .isNotEmpty()
        .allMatch(blow -> blow.kills(Victim.JOB_MANAGER));
  }

  @Test
  void refusesFewerThanNoKills() {
    assertThatThrownBy(() -> FaultPlan.of(1, -1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("kills is negative: -1");
  }
}
