package dev.kcompact.job.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kcompact.contract.lineage.SourceObject;
import dev.kcompact.job.Tables;
import dev.kcompact.job.plan.FileGroup.Limit;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GroupPlannerTest {
  private static final LocalDate DAY = LocalDate.of(2026, 11, 22);
  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
  private static final Instant CLOSING = Instant.parse("2026-11-23T00:15:00Z");
  private static final TableDay ORDERS = new TableDay("orders", DAY);

  private int ids;
  private final GroupPlanner planner = planner(PlanLimits.DEFAULTS);

  private GroupPlanner planner(PlanLimits limits) {
    return new GroupPlanner(Tables::byPath, limits, tableDay -> tableDay.table() + "-" + ids++);
  }

  private static PlanLimits limits(Duration budget, long probe) {
    return new PlanLimits(budget, null, Duration.ofMinutes(15), 1L << 40, probe);
  }

  private static void add(
      GroupPlanner planner, TableDay tableDay, int count, long size, Instant at) {
    for (int i = 0; i < count; i++) {
      planner.add(tableDay, object(tableDay, at.getEpochSecond() * 1000 + i, size, at));
    }
  }

  private static PendingObject object(TableDay tableDay, long number, long size, Instant at) {
    String key = "topics/" + tableDay.table() + "/" + tableDay.day() + "/x+0+" + number + ".json";
    return new PendingObject(new SourceObject(key, "e", size), at);
  }

  private static void learnRatio(GroupPlanner planner, String table, double ratio) {
    planner.learn(table, 1_000_000, (long) (1_000_000 * ratio), 1);
  }

  @Test
  void roomIsMadeByTheOldestDays() {
    learnRatio(planner, "orders", 0.5);
    TableDay before = new TableDay("orders", DAY.minusDays(1));
    add(planner, ORDERS, 5, 100, NOON);
    add(planner, before, 5, 100, NOON.plusSeconds(1));
    assertThat(planner.due(NOON.plusSeconds(1), false)).isEmpty();
    assertThat(planner.makeRoom(NOON, 10, 1_000)).as("there is room").isEmpty();
    List<FileGroup> closed = planner.makeRoom(NOON, 9, 1_000);
    assertThat(closed).singleElement().extracting(FileGroup::tableDay).isEqualTo(before);
    assertThat(closed.get(0).objects()).hasSize(5);
    assertThat(planner.makeRoom(NOON, 9, 499)).as("bytes count too").hasSize(1);
    assertThat(planner.isEmpty()).isTrue();
  }

  @Test
  void aGroupClosesAtItsTargetSize() {
    learnRatio(planner, "orders", 0.5);
    add(planner, ORDERS, 34, 100, NOON);
    assertThat(planner.due(NOON, false)).as("the remainder would be too small").isEmpty();
    add(planner, ORDERS, 22, 100, NOON.plusSeconds(1));
    List<FileGroup> due = planner.due(NOON.plusSeconds(1), false);
    // 1,000 bytes of Parquet at a ratio of 0.5 are 2,000 raw bytes: 20 objects.
    assertThat(due).hasSize(2);
    assertThat(due).allSatisfy(group -> assertThat(group.limit()).isEqualTo(Limit.TARGET_SIZE));
    assertThat(due).allSatisfy(group -> assertThat(group.objects()).hasSize(20));
    assertThat(planner.pending().get(ORDERS)).hasSize(16);
  }

  /** With a known ratio, all files of a day are within the bounds. */
  @ParameterizedTest
  @ValueSource(ints = {8, 15, 16, 29, 30, 34, 35, 36, 54, 55, 56, 73, 75, 1000, 1017})
  void noDayEndsInATooSmallOrTooLargeFile(int objects) {
    learnRatio(planner, "orders", 0.5);
    List<Long> sizes = new ArrayList<>();
    for (int i = 0; i < objects; i++) {
      add(planner, ORDERS, 1, 100, NOON.plusSeconds(i));
      planner.due(NOON.plusSeconds(i), false).forEach(group -> sizes.add(group.rawBytes()));
    }
    planner.due(CLOSING, false).forEach(group -> sizes.add(group.rawBytes()));
    assertThat(sizes.stream().mapToLong(Long::longValue).sum()).isEqualTo(objects * 100L);
    if (objects < 15) {
      assertThat(sizes).as("a small day is one file").hasSize(1);
    } else {
      // 75 % and 150 % of 2,000, plus or minus an object.
      assertThat(sizes).allSatisfy(size -> assertThat(size).isBetween(1_400L, 3_000L));
    }
  }

  @Test
  void aDayOfUnknownRatioIsProbedBeforeItCloses() {
    GroupPlanner unsure = planner(limits(Duration.ofHours(1), 300));
    add(unsure, ORDERS, 16, 100, CLOSING.minusSeconds(60));
    assertThat(unsure.due(CLOSING, false))
        .as("1,600 raw bytes may become 1,600 of Parquet, above 1,490")
        .extracting(FileGroup::limit)
        .containsExactly(Limit.PROBE);
    unsure.learn("orders", 300, 300, 1);
    assertThat(unsure.due(CLOSING, false))
        .singleElement()
        .satisfies(
            group -> {
              assertThat(group.limit()).isEqualTo(Limit.DAY_CLOSED);
              assertThat(group.rawBytes()).isEqualTo(1_300);
            });
  }

  @Test
  void objectsAreInTheOrderOfTheirKeys() {
    planner.add(ORDERS, object(ORDERS, 3, 1, NOON));
    planner.add(ORDERS, object(ORDERS, 1, 1, NOON));
    planner.add(ORDERS, object(ORDERS, 2, 1, NOON));
    assertThat(planner.due(NOON, true))
        .singleElement()
        .satisfies(group -> assertThat(group.objects()).extracting(SourceObject::key).isSorted());
  }

  @Test
  void aGroupClosesWhenItsOldestObjectHasWaited() {
    add(planner, ORDERS, 1, 10, NOON);
    add(planner, ORDERS, 1, 10, NOON.plusSeconds(500));
    assertThat(planner.due(NOON.plus(Tables.MAX_WAIT).minusMillis(1), false)).isEmpty();
    assertThat(planner.due(NOON.plus(Tables.MAX_WAIT), false))
        .singleElement()
        .satisfies(
            group -> {
              assertThat(group.limit()).isEqualTo(Limit.MAX_WAIT);
              assertThat(group.objects()).hasSize(2);
            });
    assertThat(planner.isEmpty()).isTrue();
  }

  @Test
  void aGroupClosesWithItsDay() {
    Instant late = CLOSING.minusSeconds(60);
    add(planner, ORDERS, 3, 10, late);
    assertThat(planner.due(CLOSING.minusMillis(1), false)).isEmpty();
    assertThat(planner.due(CLOSING, false))
        .singleElement()
        .satisfies(group -> assertThat(group.limit()).isEqualTo(Limit.DAY_CLOSED));
  }

  @Test
  void lateObjectsWaitUpToMaxWait() {
    add(planner, ORDERS, 3, 10, CLOSING.plusSeconds(1));
    assertThat(planner.due(CLOSING.plusSeconds(2), false)).isEmpty();
    assertThat(planner.due(CLOSING.plusSeconds(1).plus(Tables.MAX_WAIT), false)).hasSize(1);
  }

  @Test
  void aGroupClosesWhenItsWorkWouldTakeTooLong() {
    GroupPlanner slow = planner(limits(Duration.ofSeconds(2), 1L << 40));
    slow.learn("orders", 1_000, 100, 10);
    add(slow, ORDERS, 10, 100, NOON);
    // 100 raw bytes a second: two seconds are 200 bytes, long before 10,000 for the target.
    assertThat(slow.due(NOON, false))
        .hasSize(5)
        .allSatisfy(
            group -> {
              assertThat(group.limit()).isEqualTo(Limit.TIME_BUDGET);
              assertThat(group.rawBytes()).isEqualTo(200);
            });
  }

  @Test
  void theFirstGroupOfAnUnknownTableIsAProbe() {
    GroupPlanner unsure = planner(limits(Duration.ofHours(1), 300));
    add(unsure, ORDERS, 100, 100, NOON);
    assertThat(unsure.due(NOON, false))
        .singleElement()
        .satisfies(
            group -> {
              assertThat(group.limit()).isEqualTo(Limit.PROBE);
              assertThat(group.rawBytes()).isEqualTo(300);
            });
    assertThat(unsure.due(NOON, true)).as("waits for the result of the probe").isEmpty();
    unsure.learn("orders", 300, 150, 1);
    assertThat(unsure.due(NOON, false)).hasSize(4);
    assertThat(unsure.pending().get(ORDERS)).hasSize(17);
  }

  @Test
  void aSmallTableNeedsNoProbe() {
    GroupPlanner unsure = planner(limits(Duration.ofHours(1), 300));
    add(unsure, ORDERS, 10, 100, NOON);
    assertThat(unsure.due(NOON, true))
        .singleElement()
        .satisfies(group -> assertThat(group.limit()).isEqualTo(Limit.END_OF_INPUT));
  }

  @Test
  void tablesTakeTurns() {
    TableDay payments = new TableDay("payments", DAY);
    learnRatio(planner, "orders", 1);
    learnRatio(planner, "payments", 1);
    add(planner, ORDERS, 30, 100, NOON);
    add(planner, payments, 20, 100, NOON);
    assertThat(planner.due(NOON, false))
        .extracting(group -> group.tableDay().table())
        .containsExactly("orders", "payments", "orders");
  }

  @Test
  void daysAreNeverMixed() {
    TableDay next = new TableDay("orders", DAY.plusDays(1));
    add(planner, ORDERS, 2, 10, NOON);
    add(planner, next, 3, 10, NOON);
    assertThat(planner.due(NOON, true))
        .extracting(FileGroup::tableDay)
        .containsExactlyInAnyOrder(ORDERS, next);
  }

  @Test
  void theRatioFollowsTheFiles() {
    learnRatio(planner, "orders", 0.5);
    for (int i = 0; i < 10; i++) {
      learnRatio(planner, "orders", 0.1);
    }
    assertThat(planner.ratesOf("orders").ratio()).isBetween(0.1, 0.12);
    planner.learn("orders", 0, 0, 0);
    assertThat(planner.ratesOf("orders").ratio()).isBetween(0.1, 0.12);
  }

  @Test
  void theOldestPendingObjectIsKnown() {
    assertThat(planner.oldest()).isEmpty();
    add(planner, ORDERS, 1, 10, NOON.plusSeconds(9));
    add(planner, new TableDay("payments", DAY), 1, 10, NOON);
    assertThat(planner.oldest()).contains(NOON);
  }
}
