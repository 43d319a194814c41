package dev.kcompact.job.source.enumerator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kcompact.contract.table.BaseTable;
import dev.kcompact.job.Tables;
import dev.kcompact.job.discovery.DiscoveryOptions;
import dev.kcompact.job.discovery.IntakeLimits;
import dev.kcompact.job.plan.FileGroup;
import dev.kcompact.job.store.ListedObject;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every key below a table's prefix is taken once, wherever it lies and however late it arrives: the
 * enumerator against a naive listing.
 */
class EveryKeyIsTakenTest {
  private static final BaseTable TABLE = Tables.byPath(EnumeratorTestHarness.TABLE);
  private static final DiscoveryOptions OPTIONS =
      new DiscoveryOptions(Duration.ofHours(1), Duration.ofMinutes(5), Duration.ofMinutes(10), 7);
  private static final String PREFIX = TABLE.prefix();
  private static final List<String> DIRECTORIES =
      List.of(
          "",
          "year=2026/",
          "year=2026/month=11/",
          "year=2026/month=11/day=22/",
          "year=2026/month=11/day=22/hour=12/",
          "year=2026/month=11/day=21/hour=02/",
          "year=2026/month=11/day=12/hour=23/",
          "year=2019/month=02/day=28/",
          "year=2019/month=02/",
          "year=2019/",
          "year=2026/month=02/day=30/",
          "year=2026/month=13/",
          "year=2026/month=13/day=45/",
          "year=2026/month=__HIVE_DEFAULT_PARTITION__/day=22/",
          "dt=__HIVE_DEFAULT_PARTITION__/",
          "a/b/c/",
          "~/");

  private final Set<String> there = new HashSet<>();
  private final Map<String, LocalDate> committed = new TreeMap<>();
  private final EnumeratorTestHarness harness = new EnumeratorTestHarness().discovery(OPTIONS);

  @Property(tries = 25)
  void keysAndArrivalsAtRandom(@ForAll @LongRange(min = 0, max = 1L << 40) long seed)
      throws Exception {
    Random random = new Random(seed);
    EveryKeyIsTakenTest run = new EveryKeyIsTakenTest();
    run.harness.start(null);
    run.harness.open();
    for (int step = 0; step < 40; step++) {
      for (int i = random.nextInt(5); i > 0; i--) {
        run.put(random);
      }
      run.poll(Duration.ofSeconds(30 + random.nextInt(2_000)));
      if (random.nextInt(15) == 0) {
        run.restart(random.nextBoolean());
      }
    }
    run.checkAgainstTheListing();
  }

  @Property(tries = 4)
  @net.jqwik.api.Tag("full")
  void aFullBucketAndLittleRoomAtRandom(@ForAll @LongRange(min = 0, max = 1L << 40) long seed)
      throws Exception {
    Random random = new Random(seed);
    EveryKeyIsTakenTest run = new EveryKeyIsTakenTest();
    run.harness.discovery(OPTIONS.withIntake(new IntakeLimits(1_000, 1L << 40)));
    for (int i = 0; i < 4_000; i++) {
      run.put(random);
    }
    run.harness.advance(Duration.ofMinutes(random.nextInt(200)));
    run.harness.start(null);
    run.harness.open();
    for (int step = 0; step < 20; step++) {
      for (int i = random.nextInt(200); i > 0; i--) {
        run.put(random);
      }
      run.poll(Duration.ofSeconds(30 + random.nextInt(2_000)));
      if (random.nextInt(8) == 0) {
        run.restart(random.nextBoolean());
      }
    }
    run.checkAgainstTheListing();
  }

  @Test
  void manyKeysOutsideOfDaysAreTakenInTheEnd() throws Exception {
    harness.start(null);
    harness.open();
    poll(Duration.ofMinutes(1));
    harness.checkpoint();
    for (int i = 0; i < 30_000; i++) {
      harness.raw.put(PREFIX + "lost/" + (100_000 + i) + ".json", 10, harness.instant());
      harness.raw.put(
          PREFIX + "year=2020/month=01/day=01/" + (100_000 + i) + ".json", 10, harness.instant());
    }
    checkAgainstTheListing();
  }

  /** Places that no high-water mark and no new day announces do not wait for the full scan. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "year=2026/",
        "year=2026/month=11/",
        "year=2026/month=11/day=20/hour=03/",
        "year=2026/month=13/day=45/",
        "dt=__HIVE_DEFAULT_PARTITION__/",
        "a/b/c/"
      })
  void aKeyInAnUnexpectedPlaceIsTakenWithinMinutes(String directory) throws Exception {
    harness.discovery(
        new DiscoveryOptions(Duration.ofHours(24), Duration.ofMinutes(5), Duration.ofHours(24), 7));
    harness.start(null);
    harness.open();
    poll(Duration.ofMinutes(1));
    harness.checkpoint();
    poll(Duration.ofSeconds(90));
    List<String> late =
        List.of(PREFIX + directory + "t+0+0000000011.json", PREFIX + directory + "_SUCCESS");
    late.forEach(key -> harness.raw.put(key, 10, harness.instant()));

    for (int minute = 0; minute < 16; minute++) {
      poll(Duration.ofMinutes(1));
    }

    assertThat(committed).as("five minutes, and the ten that a group waits").containsOnlyKeys(late);
  }

  private void put(Random random) {
    String directory = DIRECTORIES.get(random.nextInt(DIRECTORIES.size()));
    String name =
        switch (random.nextInt(5)) {
          case 0 -> "_SUCCESS";
          case 1 -> "x_$folder$";
          case 2 -> "part-" + random.nextInt(5_000) + ".json";
          default -> "t+%d+%010d.json".formatted(random.nextInt(2), random.nextInt(5_000));
        };
    String key = PREFIX + directory + name;
    if (there.add(key)) {
      harness.raw.put(key, 10, harness.instant());
    }
  }

  private void restart(boolean hasState) throws Exception {
    byte[] state = harness.checkpoint();
    harness.enumerator().close();
    harness.restart();
    harness.start(hasState ? state : null);
    harness.open();
  }

  private void poll(Duration time) throws Exception {
    harness.advance(time);
    harness.context.tick();
    for (FileGroup group : harness.drain()) {
      group.keys().forEach(key -> assertThat(committed.put(key, group.tableDay().day())).isNull());
    }
  }

  private void checkAgainstTheListing() throws Exception {
    Map<String, LocalDate> listed = new TreeMap<>();
    for (ListedObject object : harness.raw.all()) {
      if (TABLE.owns(object.key())) {
        LocalDate day =
            TABLE
                .dayOf(object.key(), object.lastModified())
                .orElse(LocalDate.ofInstant(object.lastModified(), ZoneOffset.UTC));
        listed.put(object.key(), day);
      }
    }
    List<Integer> missing = new ArrayList<>();
    for (int i = 0; i < 100 && committed.size() < listed.size(); i++) {
      poll(Duration.ofMinutes(11));
      missing.add(listed.size() - committed.size());
    }
    assertThat(committed).as("missing after each pass: " + missing).isEqualTo(listed);
  }
}
