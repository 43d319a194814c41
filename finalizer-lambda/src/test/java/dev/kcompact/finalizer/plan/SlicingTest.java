package dev.kcompact.finalizer.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kcompact.finalizer.failure.NonRetryableException;
import dev.kcompact.finalizer.run.Need;
import dev.kcompact.finalizer.run.PlanDocument.CoverageCounts;
import dev.kcompact.finalizer.run.PlanDocument.Part;
import dev.kcompact.finalizer.run.PlanDocument.PlannedFile;
import dev.kcompact.finalizer.run.PlanDocument.Slice;
import dev.kcompact.finalizer.run.PlanDocument.Status;
import dev.kcompact.finalizer.run.PlanDocument.TablePlan;
import dev.kcompact.finalizer.store.StoredObject;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class SlicingTest {
  private static final long MB = 1_000_000;
  private static final Limits LIMITS = new Limits(1000 * MB, 2, 1000 * MB, 100 * MB);
  private static final long FOOTERS = 1 << 20;
  private final Slicing slicing = new Slicing(LIMITS);

  @Test
  void packsSmallTablesTogether() {
    List<Slice> slices =
        slicing.cut(List.of(table("a", 60, 1), table("b", 50, 1), table("c", 40, 1)));

    assertThat(slices)
        .extracting(Slice::parts)
        .containsExactly(
            List.of(new Part("a", 0, 1), new Part("c", 0, 1)), List.of(new Part("b", 0, 1)));
    assertThat(slices).extracting(Slice::id).containsExactly("s-0000", "s-0001");
  }

  @Test
  void splitsALargeTableIntoPartsThatFit() {
    List<Slice> slices = slicing.cut(List.of(table("big", 250, 10), table("small", 10, 1)));

    assertThat(slices)
        .extracting(Slice::parts)
        .containsExactly(
            List.of(new Part("big", 0, 3), new Part("small", 0, 1)),
            List.of(new Part("big", 1, 3)),
            List.of(new Part("big", 2, 3)));
  }

  @Test
  void aTableOfExactlyOneSliceIsNotSplit() {
    assertThat(slicing.cut(List.of(table("a", 100, 1)))).hasSize(1);
  }

  @Test
  void splitsATableThatWouldTakeTooLongAndLetsItsPartsShareASlice() {
    Slicing roomy = new Slicing(new Limits(1000 * MB, 2, 20_000 * MB, 100 * MB));
    TablePlan slow = table("slow", 90, 1, 30_000_000);

    List<Slice> slices = roomy.cut(List.of(slow));

    assertThat(Estimate.of(slow, 1, LIMITS).seconds()).isGreaterThan(Slicing.PART_SECONDS);
    assertThat(slices)
        .extracting(Slice::parts)
        .containsExactly(
            List.of(new Part("slow", 0, 3), new Part("slow", 1, 3)),
            List.of(new Part("slow", 2, 3)));
    assertThat(slices)
        .allSatisfy(
            slice -> assertThat(need(slice).seconds()).isLessThanOrEqualTo(Slicing.SLICE_SECONDS));
  }

  @Test
  void aSliceNeedsTheMostOfItsPartsAndTheTimeOfAll() {
    TablePlan a = table("a", 60, 30, 1_000_000);
    TablePlan b = table("b", 30, 20, 500_000);

    Need both = need(slicing.cut(List.of(a, b)).get(0));

    Need ofA = Estimate.of(a, 1, LIMITS);
    Need ofB = Estimate.of(b, 1, LIMITS);
    assertThat(both.seconds()).isEqualTo(ofA.seconds() + ofB.seconds()).isPositive();
    assertThat(both.storageBytes()).isEqualTo(ofA.storageBytes());
    assertThat(both.memoryBytes()).isEqualTo(ofA.memoryBytes());
  }

  @Test
  void moreRowsThanMemoryHoldsNeedStorageForTheirSpill() {
    TablePlan many = table("many", 90, 100, 2_500_000);

    assertThat(Estimate.of(many, 1, LIMITS).storageBytes())
        .isEqualTo((100 + 125 + 1000 - 500) * MB + FOOTERS);
    assertThat(Estimate.of(many, 2, LIMITS).storageBytes())
        .isEqualTo((100 + 125 / 2) * MB + MB / 2 + FOOTERS);
  }

  @Test
  void splitsATableWhoseSpillCannotBeStored() {
    Slicing narrow = new Slicing(new Limits(1000 * MB, 2, 600 * MB, 100 * MB));

    assertThat(narrow.cut(List.of(table("many", 90, 100, 2_500_000))).get(0).parts())
        .containsExactly(new Part("many", 0, 2), new Part("many", 1, 2));
  }

  @Test
  void refusesATableThatCannotBeStored() {
    assertThatThrownBy(() -> slicing.cut(List.of(table("big", 100, 1001))))
        .isInstanceOf(NonRetryableException.class)
        .hasMessage(
            "Table big does not fit: it needs 1011823966 bytes of temporary storage where"
                + " KCOMPACT_TMP_BYTES is 1000000000; enlarge the function's storage");
  }

  @Test
  void refusesRowsThatAreTooWideForTheMemory() {
    Slicing small = new Slicing(new Limits(256 * MB, 4, 20_000 * MB, 10_000 * MB));

    assertThatThrownBy(() -> small.cut(List.of(table("wide", 200_000, 1000, 10_000))))
        .isInstanceOf(NonRetryableException.class)
        .hasMessage(
            "Table wide does not fit: rows of 20000000 bytes in 4 threads need 1073741824 bytes of"
                + " memory where KCOMPACT_DUCKDB_MEMORY is 256000000; enlarge the function's memory,"
                + " or lessen KCOMPACT_DUCKDB_THREADS");
  }

  @Test
  void refusesATableThatNoNumberOfPartsMakesQuickEnough() {
    Slicing slow = new Slicing(new Limits(8000 * MB, 1, 20_000 * MB, 10_000 * MB));

    assertThatThrownBy(() -> slow.cut(List.of(table("huge", 50_000, 5000, 10_000_000))))
        .isInstanceOf(NonRetryableException.class)
        .hasMessageStartingWith(
            "Table huge does not fit: its 50000000000 uncompressed bytes take 2")
        .hasMessageContaining("seconds even in 128 parts, where a part may take 150");
  }

  @Test
  void refusesADerivedTableWhoseInputsCannotBeStored() {
    assertThatThrownBy(
            () -> slicing.checkInputs("d", List.of(table("a", 1, 300), table("b", 1, 300))))
        .isInstanceOf(NonRetryableException.class)
        .hasMessageContaining("Table d does not fit: it needs 1200000000 bytes");
  }

  private static Need need(Slice slice) {
    return java.util.Objects.requireNonNull(slice.need());
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
        name, "d", Status.COMPLETE, 1, 1, rows, 0, List.of(file), counts, "", null);
  }
}
