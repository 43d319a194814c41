package dev.kcompact.finalizer.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kcompact.finalizer.failure.NonRetryableException;
import dev.kcompact.finalizer.run.documents.HashBucket;
import dev.kcompact.finalizer.run.documents.PlanDocument.CoverageCounts;
import dev.kcompact.finalizer.run.documents.PlanDocument.PlannedFile;
import dev.kcompact.finalizer.run.documents.PlanDocument.Status;
import dev.kcompact.finalizer.run.documents.PlanDocument.TablePlan;
import dev.kcompact.finalizer.run.documents.ResourceEstimate;
import dev.kcompact.finalizer.run.documents.WorkUnit;
import dev.kcompact.finalizer.store.StoredObject;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class WorkUnitPlannerTest {
  private static final long MB = 1_000_000;
  private static final InvocationLimits LIMITS =
      new InvocationLimits(1000 * MB, 2, 1000 * MB, 100 * MB);
  private static final long FOOTERS = 1 << 20;
  private final WorkUnitPlanner planner = new WorkUnitPlanner(LIMITS);

  @Test
  void packsSmallTablesTogether() {
    List<WorkUnit> units =
        planner.plan(List.of(table("a", 60, 1), table("b", 50, 1), table("c", 40, 1)));

    assertThat(units)
        .extracting(WorkUnit::buckets)
        .containsExactly(
            List.of(new HashBucket("a", 0, 1), new HashBucket("c", 0, 1)),
            List.of(new HashBucket("b", 0, 1)));
    assertThat(units).extracting(WorkUnit::id).containsExactly("s-0000", "s-0001");
  }

  @Test
  void splitsALargeTableIntoBucketsThatFit() {
    List<WorkUnit> units = planner.plan(List.of(table("big", 250, 10), table("small", 10, 1)));

    assertThat(units)
        .extracting(WorkUnit::buckets)
        .containsExactly(
            List.of(new HashBucket("big", 0, 3), new HashBucket("small", 0, 1)),
            List.of(new HashBucket("big", 1, 3)),
            List.of(new HashBucket("big", 2, 3)));
  }

  @Test
  void aTableOfExactlyOneWorkUnitIsNotSplit() {
    assertThat(planner.plan(List.of(table("a", 100, 1)))).hasSize(1);
  }

  @Test
  void splitsATableThatWouldTakeTooLongAndLetsItsBucketsShareAWorkUnit() {
    WorkUnitPlanner roomy =
        new WorkUnitPlanner(new InvocationLimits(1000 * MB, 2, 20_000 * MB, 100 * MB));
    TablePlan slow = table("slow", 90, 1, 30_000_000);

    List<WorkUnit> units = roomy.plan(List.of(slow));

    assertThat(ResourceEstimator.of(slow, 1, LIMITS).seconds())
        .isGreaterThan(WorkUnitPlanner.BUCKET_SECONDS);
    assertThat(units)
        .extracting(WorkUnit::buckets)
        .containsExactly(
            List.of(new HashBucket("slow", 0, 3), new HashBucket("slow", 1, 3)),
            List.of(new HashBucket("slow", 2, 3)));
    assertThat(units)
        .allSatisfy(
            unit ->
                assertThat(estimate(unit).seconds())
                    .isLessThanOrEqualTo(WorkUnitPlanner.WORK_UNIT_SECONDS));
  }

  @Test
  void aWorkUnitNeedsTheMostOfItsBucketsAndTheTimeOfAll() {
    TablePlan a = table("a", 60, 30, 1_000_000);
    TablePlan b = table("b", 30, 20, 500_000);

    ResourceEstimate both = estimate(planner.plan(List.of(a, b)).get(0));

    ResourceEstimate ofA = ResourceEstimator.of(a, 1, LIMITS);
    ResourceEstimate ofB = ResourceEstimator.of(b, 1, LIMITS);
    assertThat(both.seconds()).isEqualTo(ofA.seconds() + ofB.seconds()).isPositive();
    assertThat(both.storageBytes()).isEqualTo(ofA.storageBytes());
    assertThat(both.memoryBytes()).isEqualTo(ofA.memoryBytes());
  }

  @Test
  void moreRowsThanMemoryHoldsNeedStorageForTheirSpill() {
    TablePlan many = table("many", 90, 100, 2_500_000);

    assertThat(ResourceEstimator.of(many, 1, LIMITS).storageBytes())
        .isEqualTo((100 + 125 + 1000 - 500) * MB + FOOTERS);
    assertThat(ResourceEstimator.of(many, 2, LIMITS).storageBytes())
        .isEqualTo((100 + 125 / 2) * MB + MB / 2 + FOOTERS);
  }

  @Test
  void splitsATableWhoseSpillCannotBeStored() {
    WorkUnitPlanner narrow =
        new WorkUnitPlanner(new InvocationLimits(1000 * MB, 2, 600 * MB, 100 * MB));

    assertThat(narrow.plan(List.of(table("many", 90, 100, 2_500_000))).get(0).buckets())
        .containsExactly(new HashBucket("many", 0, 2), new HashBucket("many", 1, 2));
  }

  @Test
  void refusesATableThatCannotBeStored() {
    assertThatThrownBy(() -> planner.plan(List.of(table("big", 100, 1001))))
        .isInstanceOf(NonRetryableException.class)
        .hasMessage(
            "Table big does not fit: it needs 1011823966 bytes of temporary storage, but"
                + " KCOMPACT_TMP_BYTES is 1000000000; increase the function's storage");
  }

  @Test
  void refusesRowsThatAreTooWideForTheMemory() {
    WorkUnitPlanner small =
        new WorkUnitPlanner(new InvocationLimits(256 * MB, 4, 20_000 * MB, 10_000 * MB));

    assertThatThrownBy(() -> small.plan(List.of(table("wide", 200_000, 1000, 10_000))))
        .isInstanceOf(NonRetryableException.class)
        .hasMessage(
            "Table wide does not fit: rows of 20000000 bytes in 4 threads need 1073741824 bytes of"
                + " memory, but KCOMPACT_DUCKDB_MEMORY is 256000000; increase the function's memory,"
                + " or decrease KCOMPACT_DUCKDB_THREADS");
  }

  @Test
  void refusesATableThatNoNumberOfPartsMakesQuickEnough() {
    WorkUnitPlanner slow =
        new WorkUnitPlanner(new InvocationLimits(8000 * MB, 1, 20_000 * MB, 10_000 * MB));

    assertThatThrownBy(() -> slow.plan(List.of(table("huge", 50_000, 5000, 10_000_000))))
        .isInstanceOf(NonRetryableException.class)
        .hasMessageStartingWith(
            "Table huge does not fit: its 50000000000 uncompressed bytes take 2")
        .hasMessageContaining("seconds in each of 128 hash buckets; the limit is 150");
  }

  @Test
  void refusesADerivedTableWhoseInputsCannotBeStored() {
    assertThatThrownBy(
            () -> planner.checkInputs("d", List.of(table("a", 1, 300), table("b", 1, 300))))
        .isInstanceOf(NonRetryableException.class)
        .hasMessageContaining("Table d does not fit: it needs 1200000000 bytes");
  }

  private static ResourceEstimate estimate(WorkUnit unit) {
    return java.util.Objects.requireNonNull(unit.estimate());
  }

  private static TablePlan table(String name, long uncompressed, long stored) {
    return table(name, uncompressed, stored, 1);
  }

  /** Sizes are in MB. */
  private static TablePlan table(String name, long uncompressed, long stored, long rows) {
    PlannedFile file =
        new PlannedFile(
            new StoredObject(name, "e", stored * MB, Instant.EPOCH), rows, uncompressed * MB);
    CoverageCounts counts = new CoverageCounts(1, 0, 0, 0, 0, 0);
    return new TablePlan(
        name, "d", Status.COMPLETE, 1, 1, rows, 0, List.of(file), counts, "", null, null, null);
  }
}
