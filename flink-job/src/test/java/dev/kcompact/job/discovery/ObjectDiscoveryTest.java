package dev.kcompact.job.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kcompact.job.Tables;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ObjectDiscoveryTest extends DiscoveryTestHarness {
  @Test
  void everyObjectIsDiscoveredOnce() throws IOException {
    String a = put("partition=0", 0, 0);
    String b = put("partition=1", 1, 0);
    assertThat(newKeys(Tables.byLastModified("t"))).containsExactly(a, b);
    advance(Duration.ofSeconds(10));
    assertThat(newKeys(Tables.byLastModified("t"))).isEmpty();
    String c = put("partition=0", 0, 20);
    advance(Duration.ofSeconds(10));
    assertThat(newKeys(Tables.byLastModified("t"))).containsExactly(c);
  }

  @Test
  void aPassWithoutArrivalsCostsAtMostOneListingAnActivePrefix() throws IOException {
    for (int i = 0; i < 900; i++) {
      put("partition=0", 0, i);
      put("partition=1", 1, i);
    }
    newKeys(Tables.byLastModified("t"));
    assertThat(store.takeRequests()).hasSize(2);
    advance(Duration.ofSeconds(10));
    newKeys(Tables.byLastModified("t"));
    assertThat(store.takeRequests())
        .containsExactlyInAnyOrder(
            "list topics/t/partition=0/", "list topics/t/partition=1/", "directories topics/t/");
  }

  @Test
  void aLargePrefixIsListedAboveItsHighWaterMark() throws IOException {
    for (int i = 0; i < 5_000; i++) {
      put("partition=0", 0, i * 10L);
    }
    newKeys(Tables.byLastModified("t"));
    store.takeRequests();
    advance(Duration.ofSeconds(10));
    String added = put("partition=0", 0, 50_000);
    assertThat(newKeys(Tables.byLastModified("t"))).containsExactly(added);
    assertThat(store.takeRequests())
        .containsExactly(
            "list topics/t/partition=0/ after topics/t/partition=0/t+0+0000044990.json",
            "directories topics/t/");
  }

  @Test
  void anyNumberOfNewObjectsIsListedInPages() throws IOException {
    put("partition=0", 0, 0);
    newKeys(Tables.byLastModified("t"));
    store.takeRequests();
    for (int i = 1; i <= 3_500; i++) {
      put("partition=0", 0, i);
    }
    advance(Duration.ofSeconds(10));
    assertThat(newKeys(Tables.byLastModified("t"))).hasSize(3_500);
    assertThat(store.takeRequests()).filteredOn(request -> request.startsWith("list")).hasSize(4);
  }

  @Test
  void theNextHourAndTheNextDayAreDiscovered() throws IOException {
    String seven = put("year=2026/month=11/day=22/hour=07", 0, 0);
    assertThat(newKeys(Tables.byPath("t"))).containsExactly(seven);
    advance(Duration.ofMinutes(1));
    String eight = put("year=2026/month=11/day=22/hour=08", 0, 5);
    assertThat(newKeys(Tables.byPath("t"))).containsExactly(eight);
    now = Instant.parse("2026-11-23T00:00:30Z");
    state =
        new DiscoveryState(
            state.prefixes(), state.listedTables(), now.minusSeconds(1), state.lastPass());
    String midnight = put("year=2026/month=11/day=23/hour=00", 0, 9);
    assertThat(newKeys(Tables.byPath("t"))).containsExactly(midnight);
  }

  /** The next hour comes after a full page of objects. */
  @Test
  void theNextHourIsDiscoveredNextToManyObjects() throws IOException {
    String day = "year=2026/month=11/day=22";
    for (int i = 0; i < 2_500; i++) {
      store.put("topics/t/" + day + "/a" + (1000 + i) + ".json", 10, now);
    }
    put(day + "/hour=07", 0, 0);
    assertThat(newKeys(Tables.byPath("t"))).hasSize(2_501);
    advance(Duration.ofSeconds(10));

    String eight = put(day + "/hour=08", 0, 1);

    assertThat(newKeys(Tables.byPath("t"))).containsExactly(eight);
  }

  @Test
  void theDayIsTakenFromThePath() throws IOException {
    put("year=2026/month=11/day=20/hour=07", 0, 0);
    DiscoveryResult result = firstPass(Tables.byPath("t"));
    assertThat(result.newObjects())
        .singleElement()
        .satisfies(
            object -> assertThat(object.tableDay().day()).isEqualTo(LocalDate.of(2026, 11, 20)));
  }

  @Test
  void anObjectOutsideTheLayoutGoesToTheDayItWasWritten() throws IOException {
    store.put("topics/t/odd/t+0+0000000001.json", 10, now);
    DiscoveryResult result = firstPass(Tables.byPath("t"));
    assertThat(result.newObjects())
        .singleElement()
        .satisfies(
            object -> assertThat(object.tableDay().day()).isEqualTo(LocalDate.of(2026, 11, 22)));
  }

  @Test
  void anObjectOvertakenWithinTheDisorderIsDiscoveredByTheNextPass() throws IOException {
    put("partition=0", 0, 10);
    String third = put("partition=0", 0, 30);
    newKeys(Tables.byLastModified("t"));
    advance(Duration.ofMinutes(1));
    String second = put("partition=0", 0, 20);
    assertThat(newKeys(Tables.byLastModified("t"))).containsExactly(second);
    advance(OPTIONS.disorder().plusSeconds(1));
    assertThat(newKeys(Tables.byLastModified("t"))).isEmpty();
    assertThat(state.prefixes().get("topics/t/partition=0/").recentNames()).isEmpty();
    assertThat(state.prefixes().get("topics/t/partition=0/").marks().get("t+0+").name())
        .isEqualTo(third.substring(third.lastIndexOf('/') + 1));
  }

  @Test
  void theLastNamesOfABurstMayBeOvertaken() throws IOException {
    for (int i = 0; i < 3_000; i++) {
      put("partition=0", 0, i * 10L);
    }
    newKeys(Tables.byLastModified("t"));
    assertThat(state.prefixes().get("topics/t/partition=0/").recentNames()).hasSize(500);
    advance(Duration.ofSeconds(10));
    String overtaken = put("partition=0", 0, 29_985);
    assertThat(newKeys(Tables.byLastModified("t"))).containsExactly(overtaken);
  }

  @Test
  void aNewPartitionInALargePrefixIsDiscoveredByTheNextPass() throws IOException {
    for (int i = 0; i < 4_000; i++) {
      put("partition=0", 3, i * 10L);
    }
    for (int i = 0; i < 500; i++) {
      put("partition=0", 5, i * 10L);
    }
    newKeys(Tables.byLastModified("t"));
    advance(OPTIONS.disorder().plusSeconds(1));
    newKeys(Tables.byLastModified("t"));
    store.takeRequests();
    List<String> fresh =
        List.of(
            put("partition=0", 1, 7),
            put("partition=0", 4, 7),
            put("partition=0", 5, 6_000),
            put("partition=0", 9, 7));
    advance(Duration.ofMinutes(1));
    assertThat(newKeys(Tables.byLastModified("t"))).containsExactlyInAnyOrderElementsOf(fresh);
    assertThat(store.takeRequests())
        .as("each stem, keys before the first stem, and the parent")
        .hasSize(4);
  }

  @Test
  void unpaddedOffsetsMayGrowByADigit() throws IOException {
    for (int i = 1; i < 3_000; i++) {
      store.put("topics/t/partition=0/t+0+" + (7_000 + i) + ".json", 10, now);
    }
    newKeys(Tables.byLastModified("t"));
    advance(Duration.ofMinutes(10));
    newKeys(Tables.byLastModified("t"));
    String longer = "topics/t/partition=0/t+0+10000.json";
    store.put(longer, 10, now);
    advance(Duration.ofMinutes(1));
    assertThat(newKeys(Tables.byLastModified("t"))).containsExactly(longer);
  }

  @Test
  void anIdlePrefixIsListedMoreRarely() throws IOException {
    put("partition=0", 0, 0);
    newKeys(Tables.byLastModified("t"));
    state =
        new DiscoveryState(
            state.prefixes(), state.listedTables(), now.plusSeconds(7200), state.lastPass());
    advance(Duration.ofMinutes(30));
    newKeys(Tables.byLastModified("t"));
    store.takeRequests();
    for (int i = 0; i < 60; i++) {
      advance(Duration.ofSeconds(10));
      newKeys(Tables.byLastModified("t"));
    }
    // From 30 to 40 minutes, idle time grows by a tenth three times; each lists prefix and parent.
    assertThat(store.takeRequests()).hasSizeLessThanOrEqualTo(8);
    String late = put("partition=0", 0, 5);
    List<String> found = new ArrayList<>();
    for (int i = 0; i < 26 && found.isEmpty(); i++) {
      advance(Duration.ofSeconds(10));
      found.addAll(newKeys(Tables.byLastModified("t")));
    }
    assertThat(found).as("within a tenth of the idle time").containsExactly(late);
  }

  @Test
  void namesWithoutAnOffsetAreDiscoveredOnceToo() throws IOException {
    store.put("topics/t/partition=0/b.json", 10, now);
    assertThat(newKeys(Tables.byLastModified("t"))).hasSize(1);
    store.put("topics/t/partition=0/a.json", 10, now);
    advance(Duration.ofSeconds(10));
    assertThat(newKeys(Tables.byLastModified("t"))).containsExactly("topics/t/partition=0/a.json");
    advance(Duration.ofSeconds(10));
    assertThat(newKeys(Tables.byLastModified("t"))).isEmpty();
  }

  @Test
  void namesWithoutAnOffsetAreDroppedAfterADay() throws IOException {
    List<String> put = new ArrayList<>();
    List<String> found = new ArrayList<>();
    for (int hour = 0; hour < 96; hour++) {
      for (int i = 0; i < 20; i++) {
        String key = "topics/t/partition=0/" + Integer.toHexString((hour * 20 + i) * 40_503);
        store.put(key, 10, now);
        put.add(key);
      }
      found.addAll(newKeys(Tables.byLastModified("t")));
      put.forEach(key -> committed.put(key, "e-" + key.hashCode()));
      advance(Duration.ofMinutes(60));
    }
    assertThat(found).doesNotHaveDuplicates().hasSameElementsAs(put);
    assertThat(state.prefixes().get("topics/t/partition=0/").recentNames())
        .as("one of four days' names")
        .hasSize(25 * 20);
  }

  @Test
  void offsetsOfMoreThanTenDigitsAreDiscovered() throws IOException {
    put("partition=0", 0, 9_999_999_990L);
    newKeys(Tables.byLastModified("t"));
    advance(Duration.ofSeconds(10));
    String past = put("partition=0", 0, 10_000_000_005L);
    assertThat(newKeys(Tables.byLastModified("t"))).containsExactly(past);
  }

  @Test
  void aFailedListingLosesNothing() throws IOException {
    String key = put("partition=0", 0, 0);
    store.failing(true);
    assertThatThrownBy(() -> newKeys(Tables.byLastModified("t"))).isInstanceOf(IOException.class);
    store.failing(false);
    assertThat(newKeys(Tables.byLastModified("t"))).containsExactly(key);
  }

  @Test
  void highWaterMarksOfOldDaysAreDropped() throws IOException {
    for (int day = 0; day < 60; day++) {
      LocalDate date = LocalDate.ofInstant(now, java.time.ZoneOffset.UTC);
      put(
          String.format(
              "year=%d/month=%02d/day=%02d/hour=01",
              date.getYear(), date.getMonthValue(), date.getDayOfMonth()),
          0,
          day);
      assertThat(newKeys(Tables.byPath("t"))).hasSize(1);
      advance(Duration.ofDays(1));
    }
    assertThat(state.prefixes()).hasSizeLessThanOrEqualTo(OPTIONS.horizonDays() + 2);
  }

  /** Each object is discovered exactly once for any arrivals and passes. */
  @Test
  void randomArrivalsAreDiscoveredExactlyOnce() throws IOException {
    Random random = new Random(20261122);
    long[] offsets = new long[4];
    Set<String> put = new HashSet<>();
    List<String> found = new ArrayList<>();
    for (int step = 0; step < 400; step++) {
      for (int i = random.nextInt(8); i > 0; i--) {
        int partition = random.nextInt(offsets.length);
        offsets[partition] += 1 + random.nextInt(50);
        String hour = String.format("hour=%02d", LocalHour.of(now));
        put.add(
            put(
                "year=2026/month=11/day=" + LocalHour.day(now) + "/" + hour,
                partition,
                offsets[partition]));
      }
      advance(Duration.ofSeconds(random.nextInt(120)));
      found.addAll(newKeys(Tables.byPath("t")));
    }
    advance(OPTIONS.fullScanInterval());
    found.addAll(newKeys(Tables.byPath("t")));
    assertThat(found).doesNotHaveDuplicates();
    assertThat(new HashSet<>(found)).isEqualTo(put);
  }

  private static final class LocalHour {
    static int of(Instant moment) {
      return moment.atZone(java.time.ZoneOffset.UTC).getHour();
    }

    static String day(Instant moment) {
      return String.format("%02d", moment.atZone(java.time.ZoneOffset.UTC).getDayOfMonth());
    }
  }
}
