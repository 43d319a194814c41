package dev.kcompact.job.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kcompact.contract.lineage.SourceObject;
import dev.kcompact.job.plan.FileGroup;
import dev.kcompact.job.plan.FileGroup.Limit;
import dev.kcompact.job.plan.TableDay;
import java.io.IOException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FileGroupEnumeratorTest {
  private static final Duration MAX_WAIT = Duration.ofMinutes(10);
  private static final Duration SWEEP = Duration.ofHours(1);

  private final EnumeratorStage stage = new EnumeratorStage();

  private static List<String> keys(List<FileGroup> groups) {
    return groups.stream()
        .flatMap(group -> group.objects().stream())
        .map(SourceObject::key)
        .toList();
  }

  /** Waits until whatever is pending is due. */
  private void letWait() {
    stage.pass(MAX_WAIT);
    stage.look();
  }

  private void sweep() {
    stage.pass(SWEEP);
    stage.look();
    stage.context.work();
  }

  @Test
  void nothingIsLookedForBeforeTheLakeIsThisJobs() throws Exception {
    stage.today(0, 1);
    stage.start(null);
    stage.look();
    assertThat(stage.raw.takeRequests()).isEmpty();
    stage.open();
    stage.look();
    assertThat(stage.raw.takeRequests()).isNotEmpty();
  }

  @Test
  void whatIsFoundWaitsAndIsGivenToWhoAsks() throws Exception {
    String a = stage.today(0, 1);
    String b = stage.today(1, 1);
    stage.start(null);
    stage.open();
    stage.look();
    assertThat(stage.given(0)).isEmpty();
    letWait();
    assertThat(stage.given(0))
        .singleElement()
        .satisfies(
            group -> {
              assertThat(group.limit()).isEqualTo(Limit.MAX_WAIT);
              assertThat(group.objects()).extracting(SourceObject::key).containsExactly(a, b);
            });
  }

  @Test
  void aCheckpointPlansTooWhileALookTakesLong() throws Exception {
    stage.today(0, 1);
    stage.start(null);
    stage.open();
    stage.look();
    stage.pass(MAX_WAIT);
    stage.checkpoint();
    assertThat(stage.given(0)).hasSize(1);
  }

  @Test
  void aLateObjectIsTakenInByASweepOnce() throws Exception {
    stage.today(0, 10);
    stage.start(null);
    stage.open();
    stage.look();
    letWait();
    stage.drain();
    String late = stage.today(0, 5);
    stage.look();
    letWait();
    assertThat(stage.given(0)).as("the mark stands behind it").isEmpty();
    sweep();
    letWait();
    assertThat(keys(stage.drain())).containsExactly(late);
    sweep();
    letWait();
    assertThat(stage.given(0)).isEmpty();
    assertThat(stage.timesCommitted()).hasSize(2).containsEntry(late, 1);
  }

  @Test
  void whatIsUnderWayIsNotLate() throws Exception {
    stage.today(0, 10);
    stage.start(null);
    stage.open();
    stage.checkpoint();
    stage.look();
    letWait();
    List<FileGroup> working = stage.given(0);
    assertThat(working).hasSize(1);
    sweep();
    assertThat(stage.given(0)).as("it is worked on").isEmpty();
    stage.finish(0, working.get(0));
    sweep();
    stage.checkpoint();
    sweep();
    letWait();
    assertThat(stage.given(0)).as("its file is being committed").isEmpty();
    stage.commit(working.get(0));
    stage.checkpoint();
    sweep();
    letWait();
    assertThat(stage.given(0)).as("its file is committed").isEmpty();
  }

  @Test
  void aStaleSweepResultIsHeldAgainstTheLakeOnceMore() throws Exception {
    stage.today(0, 10);
    stage.start(null);
    stage.open();
    stage.checkpoint();
    stage.look();
    letWait();
    FileGroup group = stage.given(0).get(0);
    stage.finish(0, group);
    stage.checkpoint();
    // The sweep reads the lake before the file is there and is taken over after it is forgotten.
    stage.pass(SWEEP);
    stage.context.tickWith(
        () -> {
          stage.commit(group);
          try {
            stage.checkpoint();
          } catch (Exception e) {
            throw new IllegalStateException(e);
          }
        });
    letWait();
    assertThat(stage.given(0)).isEmpty();
  }

  @Test
  void noSweepTrustsAStateThatReadersHaveNotReported() throws Exception {
    stage.today(0, 10);
    stage.start(null);
    stage.open();
    stage.look();
    letWait();
    FileGroup group = stage.given(0).get(0);
    byte[] state = stage.checkpoint();
    // Everything fails; the reader's state has the group, the enumerator's has not.
    stage.context = new HandDrivenContext(1);
    stage.start(state);
    stage.lease.grant();
    sweep();
    stage.context.register(0, List.of(group));
    stage.enumerator().addReader(0);
    stage.enumerator().handleSplitRequest(0, null);
    stage.context.work();
    assertThat(stage.given(0)).containsExactly(group);
    stage.checkpoint();
    sweep();
    letWait();
    assertThat(stage.given(0)).isEmpty();
  }

  @Test
  void aStateOlderThanTheLakeDoublesNothing() throws Exception {
    List<String> put = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      put.add(stage.today(i % 3, i));
    }
    stage.start(null);
    stage.open();
    stage.look();
    byte[] old = stage.checkpoint();
    letWait();
    stage.drain();
    String after = stage.today(0, 99);
    stage.context = new HandDrivenContext(1);
    stage.start(old);
    stage.open();
    stage.context.work();
    stage.look();
    letWait();
    assertThat(keys(stage.drain())).containsExactly(after);
    assertThat(stage.timesCommitted().values()).containsOnly(1).hasSize(put.size() + 1);
  }

  @Test
  void withoutStateALargeLakeIsReadByItsFootersOnly() throws Exception {
    TableDay of = new TableDay(EnumeratorStage.TABLE, LocalDate.of(2026, 11, 22));
    for (int file = 0; file < 3_000; file++) {
      List<SourceObject> objects = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        String key = stage.today(file % 5, file * 3L + i);
        objects.add(
            stage.raw.list(key, null).objects().stream()
                .map(found -> new SourceObject(found.key(), found.etag(), found.size()))
                .findFirst()
                .orElseThrow());
      }
      stage.commit(of, objects);
    }
    String open = stage.today(7, 1);
    stage.start(null);
    stage.open();
    stage.look();
    letWait();
    assertThat(keys(stage.given(0))).containsExactly(open);
    List<String> requests = stage.lake.takeRequests();
    assertThat(requests).filteredOn(asked -> asked.startsWith("read")).hasSize(3_000);
    assertThat(requests).filteredOn(asked -> asked.startsWith("list")).hasSize(3);
    sweep();
    assertThat(stage.lake.takeRequests())
        .as("no footer is read twice")
        .noneMatch(asked -> asked.startsWith("read"));
  }

  @Test
  void aFailedLookIsTriedAgainAndLosesNothing() throws Exception {
    String key = stage.today(0, 1);
    stage.start(null);
    stage.open();
    stage.raw.failing(true);
    stage.look();
    stage.raw.failing(false);
    stage.look();
    letWait();
    assertThat(keys(stage.given(0))).containsExactly(key);
  }

  @Test
  void aLakeThatCannotBeReadHoldsUpWhatItMayHave() throws Exception {
    String key = stage.today(0, 1);
    stage.start(null);
    stage.open();
    stage.lake.failing(true);
    stage.look();
    letWait();
    assertThat(stage.given(0)).isEmpty();
    stage.lake.failing(false);
    stage.look();
    letWait();
    assertThat(keys(stage.given(0))).containsExactly(key);
  }

  @Test
  void aBoundedRunEndsItsReadersWhenAllIsGiven() throws Exception {
    stage.bounded().parallelism(2);
    stage.today(0, 1);
    stage.start(null);
    stage.open();
    assertThat(stage.context.finished()).as("nothing was listed yet").isEmpty();
    stage.look();
    List<FileGroup> given = new ArrayList<>(stage.given(0));
    given.addAll(stage.given(1));
    assertThat(given)
        .singleElement()
        .satisfies(group -> assertThat(group.limit()).isEqualTo(Limit.END_OF_INPUT));
    assertThat(stage.context.finished()).containsExactlyInAnyOrder(0, 1);
  }

  @Test
  void aBoundedRunFailsWhereItCannotList() throws Exception {
    stage.bounded();
    stage.start(null);
    stage.open();
    stage.raw.failing(true);
    assertThatThrownBy(stage::look)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("Failed to look for new objects");
  }

  @Test
  void noCheckpointIsMadeOnceTheLeaseHasRunOut() throws Exception {
    stage.start(null);
    assertThat(stage.beginCheckpoint()).as("nothing was given out yet").isNotEmpty();
    stage.open();
    stage.checkpoint();
    stage.lease.runOut();
    assertThatThrownBy(stage::beginCheckpoint)
        .isInstanceOf(IOException.class)
        .hasMessageContaining("may be another job's by now: s3://lake/");
  }

  @Test
  void aJobWhoseLakeIsTakenStopsForGood() throws Exception {
    stage.start(null);
    stage.open();
    assertThatThrownBy(() -> stage.lease.lose("job 4711"))
        .isInstanceOf(LakeTakenException.class)
        .hasMessageContaining("Another job writes the lake s3://lake/: job 4711; stop that one");
    stage.enumerator().close();
    assertThat(stage.lease.isClosed()).isTrue();
  }

  @Test
  void whatAQueueTellsTwiceIsTakenOnceAndAcknowledgedWithItsCheckpoint() throws Exception {
    stage.notified();
    stage.start(null);
    stage.open();
    stage.look();
    String key = stage.today(0, 1);
    tell(key);
    tell(key);
    stage.look();
    assertThat(stage.queue.left()).as("not in a checkpoint yet").isEqualTo(2);
    byte[] state = stage.beginCheckpoint();
    assertThat(stage.queue.left()).isEqualTo(2);
    stage.completeCheckpoint();
    assertThat(stage.queue.left()).isZero();
    assertThat(state.length).isGreaterThan(0);
    letWait();
    assertThat(keys(stage.drain())).containsExactly(key);
    tell(key);
    sweep();
    letWait();
    assertThat(stage.given(0)).as("told again after it was compacted").isEmpty();
    stage.checkpoint();
    assertThat(stage.queue.left()).isZero();
  }

  @Test
  void whatAQueueNeverToldIsFoundByTheSweep() throws Exception {
    stage.notified();
    stage.start(null);
    stage.open();
    stage.look();
    stage.checkpoint();
    String silent = stage.today(0, 1);
    stage.look();
    letWait();
    assertThat(stage.given(0)).isEmpty();
    sweep();
    letWait();
    assertThat(keys(stage.drain())).containsExactly(silent);
  }

  private void tell(String key) throws IOException {
    stage
        .raw
        .list(key, null)
        .objects()
        .forEach(object -> stage.queue.tell(key, object.etag(), object.size(), stage.instant()));
  }
}
