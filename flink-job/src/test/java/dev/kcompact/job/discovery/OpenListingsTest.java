package dev.kcompact.job.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kcompact.contract.naming.ObjectFilter;
import dev.kcompact.contract.naming.ObjectNaming;
import dev.kcompact.contract.table.BaseTable;
import dev.kcompact.contract.table.DayRule;
import dev.kcompact.job.Tables;
import dev.kcompact.job.plan.TableDay;
import java.io.IOException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A first listing with more objects than there is room for goes on in the next passes. */
class OpenListingsTest extends DiscoveryTestHarness {
  private static final DayRule DAYS = new DayRule.FromPath("'dt='yyyy-MM-dd", ZoneOffset.UTC);
  private static final IntakeLimits LIMITS = new IntakeLimits(5_000, 1L << 40);
  private static final LocalDate TODAY = LocalDate.of(2026, 11, 22);

  private final List<BaseTable> tables = new ArrayList<>();
  private final Map<String, Integer> found = new HashMap<>();

  private BaseTable dated(String name) {
    return table(name, DAYS);
  }

  private BaseTable table(String name, DayRule day) {
    BaseTable table =
        Tables.below(
            "topics/" + name + "/", name, ObjectNaming.CONFLUENT, ObjectFilter.DEFAULT, day);
    tables.add(table);
    return table;
  }

  private void fill(String table, LocalDate day, int count) {
    fill("topics/%s/dt=%s/".formatted(table, day), table, count);
  }

  private void fill(String directory, String table, int count) {
    for (int i = 0; i < count; i++) {
      store.put("%s%s+0+%010d.json".formatted(directory, table, i), 10, now);
    }
  }

  /** Runs a pass and commits what it finds; returns how many of each table's day. */
  private Map<TableDay, Integer> pass(long waiting) throws IOException {
    ObjectDiscovery discovery =
        new ObjectDiscovery(store, tables, OPTIONS.withIntake(LIMITS), false);
    DiscoveryResult result =
        discovery.discover(state, now, lake, false, false, List.of(), waiting, waiting * 10);
    state = result.state();
    Map<TableDay, Integer> days = new HashMap<>();
    List<DiscoveredObject> all = new ArrayList<>(result.newObjects());
    all.addAll(result.lateObjects());
    all.addAll(result.resumedObjects());
    for (DiscoveredObject object : all) {
      days.merge(object.tableDay(), 1, Integer::sum);
      found.merge(object.object().key(), 1, Integer::sum);
      committed.put(object.object().key(), object.object().etag());
    }
    advance(Duration.ofSeconds(10));
    return days;
  }

  private void runToTheEnd() throws IOException {
    for (int i = 0; i < 100 && !state.openListings().isEmpty(); i++) {
      assertThat(pass(0).values().stream().mapToInt(n -> n).sum()).isLessThanOrEqualTo(6_000);
    }
    assertThat(state.openListings()).isEmpty();
    assertThat(found.values()).containsOnly(1).hasSize(store.size());
  }

  @Test
  void theOldestDayOfEachTableComesFirst() throws IOException {
    dated("a");
    dated("b");
    for (int day = 10; day > 1; day--) {
      fill("a", TODAY.minusDays(day), 600);
      fill("b", TODAY.minusDays(day), 200);
    }
    Map<TableDay, Integer> first = pass(0);
    assertThat(first.keySet())
        .contains(new TableDay("a", TODAY.minusDays(10)), new TableDay("b", TODAY.minusDays(10)))
        .allMatch(day -> day.day().isBefore(TODAY.minusDays(5)));
    assertThat(first.values().stream().mapToInt(n -> n).sum()).isBetween(4_000, 5_000);
    runToTheEnd();
  }

  @Test
  void whatArrivesTodayDoesNotWait() throws IOException {
    dated("a");
    fill("a", TODAY.minusDays(10), 10_000);
    fill("a", TODAY, 300);
    TableDay today = new TableDay("a", TODAY);
    assertThat(pass(0)).containsEntry(today, 300);
    store.put("topics/a/dt=%s/a+1+0000000007.json".formatted(TODAY), 10, now);
    assertThat(pass(4_500)).as("history has no room").isEqualTo(Map.of(today, 1));
    assertThat(pass(5_000)).isEmpty();
    runToTheEnd();
  }

  @Test
  void aDayBeyondTheLimitGoesOn() throws IOException {
    dated("a");
    pass(0);
    checkManyObjectsOfToday();
  }

  @Test
  void aBurstInAKnownDirectoryGoesOn() throws IOException {
    dated("a");
    fill("a", TODAY, 10);
    pass(0);
    checkManyObjectsOfToday();
  }

  private void checkManyObjectsOfToday() throws IOException {
    fill("a", TODAY, 12_000);
    assertThat(pass(0).values()).allMatch(count -> count <= 6_000);
    assertThat(state.openListings()).containsOnlyKeys("topics/a/dt=2026-11-22/");
    runToTheEnd();
  }

  @Test
  void tablesWithoutDaysAreServedAlike() throws IOException {
    table("a", new DayRule.FromLastModified(ZoneOffset.UTC));
    table("b", new DayRule.FromLastModified(ZoneOffset.UTC));
    fill("topics/a/", "a", 6_000);
    fill("topics/b/", "b", 6_000);
    Map<TableDay, Integer> first = pass(0);
    assertThat(first.get(new TableDay("a", TODAY))).isBetween(1_000, 3_000);
    assertThat(first.get(new TableDay("b", TODAY))).isBetween(1_000, 3_000);
    runToTheEnd();
  }

  @Test
  void anEarlierStateHasNoOpenListing() throws IOException {
    dated("a");
    fill("a", TODAY.minusDays(10), 8_000);
    pass(0);
    state =
        state.withOpenListings(
            Map.of("topics/removed/", "", "topics/a/", state.openListings().get("topics/a/")));
    runToTheEnd();
  }
}
