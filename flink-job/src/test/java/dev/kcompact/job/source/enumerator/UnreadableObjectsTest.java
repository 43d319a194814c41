package dev.kcompact.job.source.enumerator;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kcompact.contract.lake.LakeLayout;
import dev.kcompact.contract.source.UnreadableObjects;
import dev.kcompact.contract.source.UnreadableObjects.Unreadable;
import dev.kcompact.job.discovery.DiscoveryOptions;
import dev.kcompact.job.plan.FileGroup;
import dev.kcompact.job.plan.TableDay;
import dev.kcompact.job.store.ObjectDeletedException;
import dev.kcompact.job.store.ObjectStore;
import java.io.IOException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Tag;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

/** Objects and committed files that cannot be read do not stop the others. */
class UnreadableObjectsTest {
  private static final LocalDate TODAY = LocalDate.of(2026, 11, 22);
  private static final String REFUSED = "403 AccessDenied";

  private EnumeratorTestHarness harness =
      new EnumeratorTestHarness()
          .discovery(
              new DiscoveryOptions(
                  Duration.ofHours(1), Duration.ofMinutes(5), Duration.ofMinutes(30), 7));

  private void start(byte[] state) throws Exception {
    harness.start(state);
    harness.open();
    harness.poll();
    harness.checkpoint();
  }

  private List<FileGroup> pollAndDrain(Duration time) throws Exception {
    harness.advance(time);
    harness.poll();
    return harness.drain();
  }

  private static List<String> keys(List<FileGroup> groups) {
    return groups.stream().flatMap(FileGroup::keys).toList();
  }

  private UnreadableObjects report() throws IOException {
    try {
      return UnreadableObjects.fromJson(
          new String(
              ObjectStore.await(harness.lake.fetch(UnreadableObjects.KEY)).content(), UTF_8));
    } catch (ObjectDeletedException none) {
      return UnreadableObjects.NONE;
    }
  }

  @Test
  void theGroupGoesOnWithoutTheObjectWhichIsTriedAgain() throws Exception {
    start(null);
    String bad = harness.putToday(0, 1);
    String good = harness.putToday(0, 2);
    harness.unreadable(bad, REFUSED);
    harness.poll();
    List<FileGroup> done = pollAndDrain(Duration.ofMinutes(11));

    assertThat(keys(done)).containsExactly(good);
    assertThat(report().objects())
        .singleElement()
        .satisfies(
            it -> {
              assertThat(it.key()).isEqualTo(bad);
              assertThat(it.reason()).isEqualTo(REFUSED);
              assertThat(it.day()).isEqualTo(TODAY);
              assertThat(it.attempts()).isEqualTo(1);
            });
    harness.poll();
    assertThat(harness.takeAssigned(0)).isEmpty();
    assertThat(harness.context.reports().get(0).unreadableObjects()).isEqualTo(1);

    harness.unreadable(bad, null);
    List<String> found = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      found.addAll(keys(pollAndDrain(Duration.ofMinutes(11))));
    }
    assertThat(found).containsExactly(bad);
    assertThat(report()).isEqualTo(UnreadableObjects.NONE);
    assertThat(harness.timesCommitted()).hasSize(2).allSatisfy((key, n) -> assertThat(n).isOne());
  }

  @Test
  void attemptsBecomeRarer() throws Exception {
    start(null);
    harness.unreadable(harness.putToday(0, 1), REFUSED);
    for (int hour = 0; hour < 72; hour++) {
      for (int i = 0; i < 6; i++) {
        pollAndDrain(Duration.ofMinutes(9));
      }
    }
    assertThat(report().objects().get(0).attempts()).isBetween(10, 40);
  }

  @Test
  void anObjectThatWasDeletedIsForgotten() throws Exception {
    start(null);
    String bad = harness.putToday(0, 1);
    harness.unreadable(bad, REFUSED);
    pollAndDrain(Duration.ofMinutes(1));
    pollAndDrain(Duration.ofMinutes(11));
    assertThat(report().objects()).extracting(Unreadable::key).containsExactly(bad);
    harness.raw.remove(bad);
    for (int i = 0; i < 4; i++) {
      pollAndDrain(Duration.ofMinutes(11));
    }
    assertThat(report()).isEqualTo(UnreadableObjects.NONE);
  }

  @Test
  void aRestartRemembersIt() throws Exception {
    start(null);
    String bad = harness.putToday(0, 1);
    harness.unreadable(bad, REFUSED);
    pollAndDrain(Duration.ofMinutes(1));
    pollAndDrain(Duration.ofMinutes(11));
    byte[] state = harness.checkpoint();
    harness.enumerator().close();
    harness.restart();
    start(state);
    harness.unreadable(bad, null);
    List<String> found = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      found.addAll(keys(pollAndDrain(Duration.ofMinutes(11))));
    }
    assertThat(found).containsExactly(bad);
  }

  /** The event came after the enumerator's part of the checkpoint, the reader's part has it. */
  @Test
  void aRestartBetweenTheEventAndTheNextCheckpointLosesNothing() throws Exception {
    start(null);
    String bad = harness.putToday(0, 1);
    String good = harness.putToday(0, 2);
    harness.unreadable(bad, REFUSED);
    harness.poll();
    harness.advance(Duration.ofMinutes(11)).poll();
    FileGroup group = harness.takeAssigned(0).get(0);
    byte[] state = harness.beginCheckpoint();
    harness.finish(0, group, harness.unreadableOf(group));
    harness.completeCheckpoint();
    harness.commit(group.without(Set.of(bad)).orElseThrow());
    FileGroup leftover =
        group.leftover(group.objects().stream().filter(o -> o.key().equals(bad)).toList());

    harness.enumerator().close();
    harness.restart();
    harness.start(state);
    harness.lease.grant();
    harness.context.register(0, List.of(leftover));
    harness.enumerator().addReader(0);
    harness.enumerator().handleSplitRequest(0, null);
    harness.unreadable(bad, null);
    List<String> found = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      found.addAll(keys(pollAndDrain(Duration.ofMinutes(11))));
    }
    assertThat(found).containsExactly(bad).doesNotContain(good);
  }

  @Test
  void theStateIsBoundedWhateverCannotBeRead() throws Exception {
    start(null);
    for (int i = 0; i < 5_000; i++) {
      harness.unreadable(harness.putToday(0, i), REFUSED);
    }
    pollAndDrain(Duration.ofMinutes(1));
    pollAndDrain(Duration.ofMinutes(11));
    harness.checkpoint();
    assertThat(report().objects()).hasSize(1_000);
    assertThat(report().count()).isEqualTo(5_000);
    assertThat(harness.checkpoint().length).isLessThan(300_000);
    for (int i = 0; i < 5_000; i++) {
      harness.unreadable(harness.putToday(0, i), null);
    }
    for (int i = 0; i < 40; i++) {
      pollAndDrain(Duration.ofMinutes(15));
    }
    assertThat(harness.timesCommitted()).hasSize(5_000);
  }

  @Test
  void aBoundedRunEndsAndNamesThem() throws Exception {
    harness.bounded();
    String bad = harness.putToday(0, 1);
    String good = harness.putToday(0, 2);
    harness.unreadable(bad, REFUSED);
    harness.start(null);
    harness.open();
    harness.poll();
    List<FileGroup> done = new ArrayList<>(harness.drain());
    assertThat(harness.context.finished()).as("it is tried again").isEmpty();
    for (int i = 0; i < 5; i++) {
      done.addAll(pollAndDrain(Duration.ofSeconds(5)));
    }
    harness.context.runCalls();
    assertThat(harness.takeAssigned(0)).isEmpty();
    assertThat(harness.context.finished()).containsExactly(0);
    assertThat(keys(done)).containsExactly(good);
    assertThat(report().objects())
        .singleElement()
        .satisfies(
            it -> {
              assertThat(it.key()).isEqualTo(bad);
              assertThat(it.attempts()).isEqualTo(3);
            });
  }

  /** As when a permission has just been granted. */
  @Test
  void aBoundedRunTriesAgainBeforeItEnds() throws Exception {
    harness.bounded();
    String bad = harness.putToday(0, 1);
    harness.unreadable(bad, REFUSED);
    harness.start(null);
    harness.open();
    harness.poll();
    harness.drain();
    harness.unreadable(bad, null);
    List<FileGroup> done = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      done.addAll(pollAndDrain(Duration.ofSeconds(5)));
    }
    harness.context.runCalls();
    assertThat(harness.takeAssigned(0)).isEmpty();
    assertThat(keys(done)).containsExactly(bad);
    assertThat(harness.context.finished()).containsExactly(0);
    assertThat(report()).isEqualTo(UnreadableObjects.NONE);
  }

  @Test
  void aCommittedFileThatCannotBeReadHoldsItsDayOnly() throws Exception {
    TableDay yesterday = new TableDay(EnumeratorTestHarness.TABLE, TODAY.minusDays(1));
    String file = LakeLayout.compacted(yesterday.table(), yesterday.day()) + "part-x-0.parquet";
    harness.lake.put(file, "no footer".getBytes(UTF_8), harness.instant());
    String held = harness.put("year=2026/month=11/day=21/hour=12", 0, 1);
    String other = harness.putToday(0, 1);
    start(null);
    List<String> found = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      found.addAll(keys(pollAndDrain(Duration.ofMinutes(11))));
    }
    assertThat(found).containsExactly(other);
    assertThat(harness.context.reports().get(0).unreadableObjects()).isEqualTo(1);
    assertThat(report().objects())
        .singleElement()
        .satisfies(it -> assertThat(it.key()).isEqualTo(file));

    harness.lake.remove(file);
    for (int i = 0; i < 5; i++) {
      found.addAll(keys(pollAndDrain(Duration.ofMinutes(11))));
    }
    assertThat(found).containsExactlyInAnyOrder(other, held);
    assertThat(harness.timesCommitted()).hasSize(2).allSatisfy((key, n) -> assertThat(n).isOne());
  }

  /** Whatever fails and restarts, each object is committed once, when it can be read. */
  @Tag("full")
  @Property(tries = 25)
  void failuresAndRestartsAtRandom(@ForAll @LongRange(min = 0, max = 1L << 40) long seed)
      throws Exception {
    Random random = new Random(seed);
    harness = new UnreadableObjectsTest().harness;
    start(null);
    List<String> put = new ArrayList<>();
    Set<String> bad = new HashSet<>();
    for (int step = 0; step < 60; step++) {
      for (int i = random.nextInt(4); i > 0; i--) {
        String key = harness.putToday(random.nextInt(2), step * 10L + i);
        put.add(key);
        if (random.nextInt(3) == 0) {
          harness.unreadable(key, REFUSED);
          bad.add(key);
        }
      }
      if (random.nextInt(3) == 0) {
        bad.removeIf(
            key -> {
              boolean again = random.nextInt(3) == 0;
              if (again) {
                harness.unreadable(key, null);
              }
              return again;
            });
      }
      pollAndDrain(Duration.ofSeconds(random.nextInt(900)));
      if (random.nextInt(12) == 0) {
        byte[] state = harness.checkpoint();
        harness.enumerator().close();
        harness.restart();
        start(random.nextInt(3) == 0 ? null : state);
      }
    }
    bad.forEach(key -> harness.unreadable(key, null));
    for (int i = 0; i < 60; i++) {
      pollAndDrain(Duration.ofMinutes(20));
    }
    assertThat(harness.timesCommitted().keySet()).hasSameElementsAs(put);
    assertThat(harness.timesCommitted()).allSatisfy((key, n) -> assertThat(n).as(key).isOne());
    assertThat(report()).isEqualTo(UnreadableObjects.NONE);
  }
}
