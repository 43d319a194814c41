package dev.kcompact.job.source.enumerator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kcompact.job.discovery.DiscoveryOptions;
import dev.kcompact.job.discovery.IntakeLimits;
import dev.kcompact.job.plan.FileGroup;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * A bucket that is full of history when the job starts: each object is committed once, in bounded
 * memory and state, the oldest day first, while new objects do not wait.
 */
class FirstLoadTest {
  private static final int MAX_STATE = 10_000_000;
  private static final LocalDate TODAY = LocalDate.of(2026, 11, 22);

  private final EnumeratorTestHarness harness = new EnumeratorTestHarness();
  private final BitSet committed = new BitSet();
  private final Set<String> arrived = new HashSet<>();
  private final List<LocalDate> days = new ArrayList<>();
  private GeneratedHistory history;
  private GeneratedLake lake;
  private int maxState;
  private long maxHeap;

  private void open(int days, int anHour, IntakeLimits limits) throws Exception {
    history = new GeneratedHistory(TODAY.minusDays(days + 1), days, anHour, harness.raw);
    lake = new GeneratedLake(history);
    harness.stores(history, lake).discovery(DiscoveryOptions.DEFAULTS.withIntake(limits));
    start(null);
  }

  private void start(byte[] state) throws Exception {
    harness.start(state);
    harness.open();
    harness.context.tick();
  }

  /** Commits what is ready, as readers and checkpoints do. */
  private void drain() throws Exception {
    List<FileGroup> groups = new ArrayList<>();
    for (List<FileGroup> next = harness.takeAssigned(0);
        !next.isEmpty();
        next = harness.takeAssigned(0)) {
      next.forEach(group -> harness.finish(0, group));
      groups.addAll(next);
    }
    maxState = Math.max(maxState, harness.beginCheckpoint().length);
    harness.completeCheckpoint();
    for (FileGroup group : groups) {
      lake.commit(group);
      group.keys().forEach(this::committed);
      days.add(group.tableDay().day());
    }
    harness.checkpoint();
  }

  private void committed(String key) {
    int number = history.number(key);
    if (number < 0) {
      assertThat(arrived.add(key)).as(key).isTrue();
    } else {
      assertThat(committed.get(number)).as(key).isFalse();
      committed.set(number);
    }
  }

  private void step() throws Exception {
    harness.advance(Duration.ofSeconds(61));
    harness.context.tick();
    maxState = Math.max(maxState, harness.beginCheckpoint().length);
    Runtime runtime = Runtime.getRuntime();
    maxHeap = Math.max(maxHeap, runtime.totalMemory() - runtime.freeMemory());
    drain();
  }

  private void run(long objects, int steps) throws Exception {
    for (int i = 0; i < steps && committed.cardinality() < objects; i++) {
      step();
    }
    assertThat((long) committed.cardinality()).isEqualTo(objects);
  }

  @Test
  void eachObjectOfManyDaysIsCommittedOnce() throws Exception {
    open(40, 3, new IntakeLimits(5_000, 1L << 40));
    String early = harness.putToday(0, 1);
    for (int i = 0; i < 3; i++) {
      step();
    }
    String late = harness.putToday(0, 2);
    harness.advance(Duration.ofMinutes(61));
    step();
    step();
    assertThat(arrived).as("history is open").contains(early);
    assertThat(committed.cardinality()).isLessThan(history.size());
    harness.restart();
    start(null);
    run(history.size(), 60);
    harness.advance(Duration.ofMinutes(61));
    step();
    step();
    assertThat(arrived).containsExactlyInAnyOrder(early, late);
    List<LocalDate> ofHistory = days.stream().filter(day -> day.isBefore(TODAY)).toList();
    assertThat(ofHistory).as("oldest first").isSorted().hasSizeLessThan(60);
    assertThat(maxState).isLessThan(600_000);
  }

  /** Run it in a heap of 512 MB; it takes a quarter of an hour. */
  @Test
  @Tag("long")
  void fiftyMillionObjectsOf730Days() throws Exception {
    open(730, 286, IntakeLimits.DEFAULTS);
    assertThat(history.size()).isGreaterThan(50_000_000);
    while (committed.cardinality() < history.size() / 2) {
      step();
    }
    System.out.printf("restart after %,d objects%n", committed.cardinality());
    harness.restart();
    start(null);
    run(history.size(), 2_000);
    System.out.printf(
        "%,d objects in %,d files: at most %,d bytes of state, %,d MB of heap used of %,d%n",
        committed.cardinality(),
        lake.count(),
        maxState,
        maxHeap >> 20,
        Runtime.getRuntime().maxMemory() >> 20);
    assertThat(maxState).isLessThan(MAX_STATE);
  }
}
