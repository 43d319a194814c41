package dev.kcompact.finalizer.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kcompact.finalizer.failure.RefusedException;
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
  private final Slicing slicing = new Slicing(100, 1000);

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
  void refusesATableThatCannotBeStored() {
    assertThatThrownBy(() -> slicing.cut(List.of(table("big", 100, 501))))
        .isInstanceOf(RefusedException.class)
        .hasMessage(
            "Table big does not fit: it needs 1002 bytes of temporary storage where"
                + " KCOMPACT_TMP_BYTES is 1000; enlarge the function's storage");
  }

  @Test
  void refusesADerivedTableWhoseInputsCannotBeStored() {
    assertThatThrownBy(
            () -> slicing.checkInputs("d", List.of(table("a", 1, 300), table("b", 1, 300))))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("Table d does not fit: it needs 1200 bytes");
  }

  private static TablePlan table(String name, long uncompressed, long stored) {
    PlannedFile file =
        new PlannedFile(new StoredObject(name, "e", stored, Instant.EPOCH), 1, uncompressed);
    CoverageCounts counts = new CoverageCounts(1, 0, 0, 0, 0, 0);
    return new TablePlan(name, "d", Status.COMPLETE, 1, 1, 1, 0, List.of(file), counts, "", null);
  }
}
