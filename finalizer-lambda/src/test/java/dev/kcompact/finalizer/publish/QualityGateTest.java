package dev.kcompact.finalizer.publish;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kcompact.contract.table.QualityRule.Severity;
import dev.kcompact.finalizer.run.PlanDocument;
import dev.kcompact.finalizer.run.PlanDocument.CoverageCounts;
import dev.kcompact.finalizer.run.PlanDocument.Part;
import dev.kcompact.finalizer.run.PlanDocument.Slice;
import dev.kcompact.finalizer.run.PlanDocument.Status;
import dev.kcompact.finalizer.run.PlanDocument.TablePlan;
import dev.kcompact.finalizer.run.RejectionDocument.Finding;
import dev.kcompact.finalizer.run.TableResult;
import dev.kcompact.finalizer.run.TableResult.BrokenRule;
import dev.kcompact.finalizer.run.TableResult.OutputFile;
import dev.kcompact.finalizer.testing.DayFixture;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class QualityGateTest {
  private static final Map<String, Long> SIZES = Map.of("rows", 100L, "bad", 50L);

  @Test
  void passesADayThatAddsUp() {
    assertThat(QualityGate.check(plan(10, 1), List.of(result(10, 1, 2, 3, 4)), SIZES)).isEmpty();
  }

  @Test
  void findsARowThatWasNotRead() {
    assertThat(QualityGate.check(plan(11, 1), List.of(result(10, 1, 2, 3, 4)), SIZES))
        .containsExactly(new Finding("orders", "rows read should be 11 and are 10"));
  }

  @Test
  void findsARowThatIsNotAccountedFor() {
    assertThat(QualityGate.check(plan(11, 1), List.of(result(11, 1, 2, 3, 4)), SIZES))
        .containsExactly(
            new Finding("orders", "rows accounted for in part 1 of 1 should be 11 and are 10"));
  }

  @Test
  void findsCorruptRowsThatTheLineageDoesNotKnow() {
    assertThat(QualityGate.check(plan(10, 0), List.of(result(10, 1, 2, 3, 4)), SIZES))
        .containsExactly(new Finding("orders", "corrupt rows should be 0 and are 1"));
  }

  @Test
  void findsFilesThatAreNotThereOrOfAnotherSize() {
    assertThat(QualityGate.check(plan(10, 1), List.of(result(10, 1, 2, 3, 4)), Map.of("rows", 99L)))
        .containsExactly(
            new Finding("orders", "file rows should have 100 bytes and has 99"),
            new Finding("orders", "file bad should have 50 bytes and is not there"));
  }

  @Test
  void addsUpABrokenFailRuleOverTheParts() {
    BrokenRule fail = new BrokenRule("sum_is_right", Severity.FAIL, 3);
    BrokenRule warn = new BrokenRule("usual", Severity.WARN, 5);
    TableResult result = result(10, 1, 2, 3, 4, fail, warn);

    assertThat(QualityGate.check(plan(20, 2), List.of(result, result), SIZES))
        .containsExactly(new Finding("orders", "rule sum_is_right (fail) is broken by 6 rows"));
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
        1);
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
            null);
    Slice slice = new Slice("s-0000", List.of(new Part("orders", 0, 1)));
    return new PlanDocument(1, DayFixture.DAY, "run", List.of(table), List.of(slice), List.of());
  }
}
