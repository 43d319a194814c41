package dev.kcompact.job.source.enumerator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kcompact.job.discovery.DiscoveryOptions;
import dev.kcompact.job.plan.FileGroup;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** State is bounded by pending objects, not by history (I4). */
class CheckpointSizeTest {
  private static final int HOURS = 24;
  private static final int PARTITIONS = 10;

  /** Objects per partition: 71,520 a day in total, 10 million in 140 days. */
  private static final int OBJECTS_AN_HOUR = 298;

  /** Days until a lifecycle rule deletes raw objects. */
  private static final int LIFECYCLE = 9;

  private static final int LIMIT = 1_000_000;

  private final EnumeratorTestHarness harness =
      new EnumeratorTestHarness()
          .discovery(
              new DiscoveryOptions(
                  Duration.ofHours(1), Duration.ofMinutes(5), Duration.ofHours(24), 7))
          .committed(this::committed);

  /** Bits by number, because ten million names would need a gigabyte. */
  private final BitSet committed = new BitSet();

  private final Deque<List<String>> days = new ArrayDeque<>();
  private long objects;
  private long files;

  @Test
  @Tag("full")
  void afterElevenDaysWithNothingPending() throws Exception {
    run(11, OBJECTS_AN_HOUR / 6);
  }

  @Test
  @Tag("long")
  void afterTenMillionObjectsIn140Days() throws Exception {
    run(140, OBJECTS_AN_HOUR);
    assertThat(objects).isGreaterThanOrEqualTo(10_000_000);
  }

  private void run(int count, int objectsAnHour) throws Exception {
    harness.start(null);
    harness.open();
    harness.checkpoint();
    int afterAWeek = 0;
    for (int day = 0; day < count; day++) {
      day(objectsAnHour);
      byte[] state = harness.checkpoint();
      assertThat(state.length).as("bytes after day " + day).isLessThan(LIMIT);
      if (day == 9) {
        afterAWeek = state.length;
      }
    }
    byte[] last = harness.checkpoint();
    System.out.printf(
        "%,d objects in %,d files: %,d bytes of state, %,d after ten days%n",
        objects, files, last.length, afterAWeek);
    assertThat(committed.cardinality()).isEqualTo((int) objects);
    assertThat(last.length).as("does not grow with history").isLessThan(afterAWeek * 11 / 10);
  }

  /** Names end in {@code t+<partition>+<offset>.json}. */
  private void committed(String key) {
    String[] parts = key.substring(key.lastIndexOf('/') + 1, key.length() - 5).split("\\+", -1);
    int number = (int) (Long.parseLong(parts[2]) / 20 * PARTITIONS + Integer.parseInt(parts[1]));
    assertThat(committed.get(number)).as(key).isFalse();
    committed.set(number);
  }

  private void day(int objectsAnHour) throws Exception {
    List<String> keys = new ArrayList<>();
    for (int hour = 0; hour < HOURS; hour++) {
      LocalDate date = LocalDate.ofInstant(harness.instant(), ZoneOffset.UTC);
      String directory =
          String.format(
              "year=%d/month=%02d/day=%02d/hour=%02d",
              date.getYear(),
              date.getMonthValue(),
              date.getDayOfMonth(),
              harness.instant().atZone(ZoneOffset.UTC).getHour());
      for (int i = 0; i < objectsAnHour; i++) {
        for (int partition = 0; partition < PARTITIONS; partition++) {
          keys.add(harness.put(directory, partition, objects / PARTITIONS * 20));
          objects++;
        }
      }
      harness.advance(Duration.ofMinutes(20));
      harness.context.tick();
      harness.advance(Duration.ofMinutes(20));
      harness.context.tick();
      for (FileGroup group : harness.drain()) {
        files += group.objects().isEmpty() ? 0 : 1;
      }
      harness.advance(Duration.ofMinutes(20));
    }
    days.add(keys);
    if (days.size() > LIFECYCLE) {
      days.remove().forEach(harness.raw::remove);
    }
  }
}
