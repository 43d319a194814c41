package dev.kcompact.finalizer.publish.gate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kcompact.finalizer.run.documents.HashBucket;
import dev.kcompact.finalizer.run.documents.PlanDocument;
import dev.kcompact.finalizer.run.documents.PlanDocument.CoverageCounts;
import dev.kcompact.finalizer.run.documents.PlanDocument.Status;
import dev.kcompact.finalizer.run.documents.PlanDocument.TablePlan;
import dev.kcompact.finalizer.run.documents.RejectionDocument.Finding;
import dev.kcompact.finalizer.run.documents.TableResult;
import dev.kcompact.finalizer.run.documents.TableResult.BrokenRule;
import dev.kcompact.finalizer.run.documents.TableResult.OutputFile;
import dev.kcompact.finalizer.run.documents.WorkUnit;
import dev.kcompact.finalizer.testing.DayFixture;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class QualityGateTest {
  private static final StoredFiles.Listing STORED =
      new StoredFiles.Listing(
          Map.of("rows", 100L, "bad", 50L), Map.of("rows", 4L, "bad", 3L), List.of());

  @Test
  void passesADayThatAddsUp() {
    assertThat(QualityGate.check(plan(10, 1), List.of(result(10, 1, 2, 3, 4)), STORED)).isEmpty();
  }

  @Test
  void findsARowThatWasNotRead() {
    assertThat(QualityGate.check(plan(11, 1), List.of(result(10, 1, 2, 3, 4)), STORED))
        .containsExactly(new Finding("orders", "rows read: expected 11, found 10"));
  }

  @Test
  void findsARowThatIsNotAccountedFor() {
    assertThat(QualityGate.check(plan(11, 1), List.of(result(11, 1, 2, 3, 4)), STORED))
        .containsExactly(
            new Finding(
                "orders", "rows accounted for in hash bucket 1 of 1: expected 11, found 10"));
  }

  @Test
  void findsCorruptRowsThatTheLineageDoesNotKnow() {
    assertThat(QualityGate.check(plan(10, 0), List.of(result(10, 1, 2, 3, 4)), STORED))
        .containsExactly(new Finding("orders", "corrupt rows: expected 0, found 1"));
  }

  @Test
  void findsFilesThatAreNotThereOrOfAnotherSize() {
    StoredFiles.Listing stored = new StoredFiles.Listing(Map.of("rows", 99L), Map.of(), List.of());

    assertThat(QualityGate.check(plan(10, 1), List.of(result(10, 1, 2, 3, 4)), stored))
        .containsExactly(
            new Finding("orders", "file rows: expected 100 bytes, found 99"),
            new Finding("orders", "file bad: expected 50 bytes, found no file"));
  }

  @Test
  void findsAFileOfTheRightSizeWithOtherRows() {
    StoredFiles.Listing stored =
        new StoredFiles.Listing(STORED.sizes(), Map.of("rows", 3L, "bad", 3L), List.of());

    assertThat(QualityGate.check(plan(10, 1), List.of(result(10, 1, 2, 3, 4)), stored))
        .containsExactly(
            new Finding("orders", "rows read again in file rows: expected 4, found 3"));
  }

  private static TableResult result(
      long in, long corrupt, long invalid, long duplicates, long out, BrokenRule... rules) {
    return new TableResult(
        TableResult.VERSION,
        "orders",
        "s-0000",
        0,
        1,
        in,
        corrupt,
        invalid,
        duplicates,
        out,
        List.of(rules),
        List.of(new OutputFile("rows", out, 100)),
        List.of(new OutputFile("bad", corrupt + invalid, 50)),
        Map.of(),
        1,
        null);
  }

  private static PlanDocument plan(long rows, long corrupt) {
    TablePlan table =
        new TablePlan(
            "orders",
            "sales",
            Status.COMPLETE,
            1,
            1,
            rows,
            corrupt,
            List.of(),
            new CoverageCounts(1, 0, 0, 0, 0, 0),
            "",
            null,
            null,
            null);
    WorkUnit unit = new WorkUnit("s-0000", List.of(new HashBucket("orders", 0, 1)));
    return new PlanDocument(1, DayFixture.DAY, "run", List.of(table), List.of(unit), List.of());
  }
}
