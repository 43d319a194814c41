package dev.kcompact.job.source.split;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kcompact.contract.lineage.SourceObject;
import dev.kcompact.job.plan.FileGroup;
import dev.kcompact.job.plan.FileGroup.Limit;
import dev.kcompact.job.plan.TableDay;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SplitTrackerTest {
  private final SplitTracker tracker = new SplitTracker();

  private static FileGroup group(String id) {
    return new FileGroup(
        id,
        new TableDay("t", LocalDate.of(2026, 11, 22)),
        Limit.MAX_WAIT,
        Instant.EPOCH,
        List.of(new SourceObject("t/" + id + ".json", "e", 1)));
  }

  @Test
  void groupsAreAssignedInOrder() {
    assertThat(tracker.assignNext()).isEmpty();
    tracker.add(List.of(group("a"), group("b")));
    assertThat(tracker.assignNext()).contains(group("a"));
    assertThat(tracker.assignNext()).contains(group("b"));
    assertThat(tracker.assignNext()).isEmpty();
  }

  @Test
  void splitsAddedBackAreAssignedFirst() {
    tracker.add(List.of(group("a"), group("b"), group("c")));
    tracker.assignNext();
    tracker.addSplitsBack(List.of(group("a")));
    assertThat(tracker.ready()).extracting(FileGroup::id).containsExactly("a", "b", "c");
  }

  @Test
  void aRecoveringReaderDoesNotGetAnotherReadersGroup() {
    tracker.onCheckpointStarted(1);
    tracker.onCheckpointCompleted(1);
    // Reader 0 recovers to checkpoint 1 and reports a, which goes to reader 1.
    assertThat(tracker.recover(List.of(group("a")))).hasSize(1);
    tracker.add(List.of(group("a")));
    assertThat(tracker.recover(List.of(group("a")))).as("ready").isEmpty();
    assertThat(tracker.assignNext()).contains(group("a"));
    // Reader 0 recovers to checkpoint 1 once more; a is assigned to reader 1.
    assertThat(tracker.recover(List.of(group("a")))).isEmpty();
  }

  @Test
  void afterACheckpointItsReaderReportsAGroup() {
    tracker.add(List.of(group("a")));
    tracker.assignNext();
    tracker.onCheckpointStarted(1);
    assertThat(tracker.recover(List.of(group("a")))).isEmpty();
    tracker.onCheckpointCompleted(1);
    // Recovering to checkpoint 1, reader 0 reports a because it had not finished it.
    assertThat(tracker.recover(List.of(group("a")))).hasSize(1);
  }

  @Test
  void aGroupAssignedAfterACheckpointStartedIsNotInIt() {
    tracker.onCheckpointStarted(1);
    tracker.add(List.of(group("a")));
    tracker.assignNext();
    tracker.onCheckpointCompleted(1);
    assertThat(tracker.recover(List.of(group("a")))).isEmpty();
  }

  private Set<String> keys() {
    Set<String> keys = new HashSet<>();
    tracker.keys().forEach(keys::add);
    return keys;
  }

  @Test
  void anObjectIsTrackedUntilItsFileIsCertainlyCommitted() {
    tracker.add(List.of(group("a")));
    assertThat(keys()).containsExactly("t/a.json");
    tracker.assignNext();
    tracker.onCheckpointStarted(1);
    tracker.onCheckpointCompleted(1);
    tracker.onCheckpointStarted(2);
    tracker.onFinished("a", Set.of());
    tracker.onCheckpointCompleted(2);
    assertThat(keys()).as("the file may have been closed after barrier 2").isNotEmpty();
    tracker.onCheckpointStarted(3);
    tracker.onCheckpointCompleted(3);
    assertThat(keys()).as("is being committed").isNotEmpty();
    tracker.onCheckpointStarted(4);
    tracker.onCheckpointCompleted(4);
    assertThat(keys()).isEmpty();
  }

  @Test
  void anUnfinishedGroupIsTrackedUntilItIsFinished() {
    tracker.add(List.of(group("a")));
    tracker.assignNext();
    for (long checkpoint = 1; checkpoint < 9; checkpoint++) {
      tracker.onCheckpointStarted(checkpoint);
      tracker.onCheckpointCompleted(checkpoint);
    }
    assertThat(keys()).containsExactly("t/a.json");
    assertThat(tracker.unfinished()).isEqualTo(1);
    assertThat(tracker.recover(List.of(group("a")))).as("its reader failed").hasSize(1);
    assertThat(keys()).as("the caller has it").isEmpty();
  }
}
