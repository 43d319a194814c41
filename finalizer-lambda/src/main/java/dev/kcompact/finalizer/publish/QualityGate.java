package dev.kcompact.finalizer.publish;

import dev.kcompact.contract.table.QualityRule.Severity;
import dev.kcompact.finalizer.run.PlanDocument;
import dev.kcompact.finalizer.run.PlanDocument.TablePlan;
import dev.kcompact.finalizer.run.RejectionDocument.Finding;
import dev.kcompact.finalizer.run.TableResult;
import dev.kcompact.finalizer.run.TableResult.BrokenRule;
import dev.kcompact.finalizer.run.TableResult.OutputFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

/** Decides from the results whether a day may be published. */
final class QualityGate {
  private final PlanDocument plan;
  private final Map<String, Long> sizes;
  private final List<Finding> findings = new ArrayList<>();

  /**
   * @param sizes bytes of the objects that are there, by key
   */
  private QualityGate(PlanDocument plan, Map<String, Long> sizes) {
    this.plan = plan;
    this.sizes = sizes;
  }

  /** What is wrong; empty for a day that may be published. */
  static List<Finding> check(
      PlanDocument plan, List<TableResult> results, Map<String, Long> sizes) {
    QualityGate gate = new QualityGate(plan, sizes);
    results.forEach(gate::result);
    gate.rules(results);
    for (TablePlan table : plan.tables()) {
      gate.sums(table, results.stream().filter(r -> r.table().equals(table.table())).toList());
    }
    return List.copyOf(gate.findings);
  }

  private void result(TableResult result) {
    String part = "part " + (result.index() + 1) + " of " + result.count();
    long accounted = result.rowsOut() + result.duplicates() + result.invalid() + result.corrupt();
    expect(result.table(), "rows accounted for in " + part, result.rowsIn(), accounted);
    expect(
        result.table(),
        "rows in the files of " + part,
        result.rowsOut(),
        result.files().stream().mapToLong(OutputFile::rows).sum());
    expect(
        result.table(),
        "rows in quarantine of " + part,
        result.invalid() + result.corrupt(),
        result.quarantine().stream().mapToLong(OutputFile::rows).sum());
    Stream.concat(result.files().stream(), result.quarantine().stream())
        .filter(file -> sizes.getOrDefault(file.key(), -1L) != file.bytes())
        .forEach(
            file ->
                findings.add(
                    new Finding(
                        result.table(),
                        "file "
                            + file.key()
                            + " should have "
                            + file.bytes()
                            + " bytes and "
                            + (sizes.containsKey(file.key())
                                ? "has " + sizes.get(file.key())
                                : "is not there"))));
  }

  private void rules(List<TableResult> results) {
    Map<List<String>, Long> broken =
        new java.util.TreeMap<>(
            java.util.Comparator.comparing((List<String> key) -> String.join("/", key)));
    for (TableResult result : results) {
      for (BrokenRule rule : result.rules()) {
        if (rule.severity() == Severity.FAIL) {
          broken.merge(List.of(result.table(), rule.rule()), rule.rows(), Long::sum);
        }
      }
    }
    broken.forEach(
        (key, rows) ->
            findings.add(
                new Finding(
                    key.get(0), "rule " + key.get(1) + " (fail) is broken by " + rows + " rows")));
  }

  private void sums(TablePlan table, List<TableResult> results) {
    expect(table.table(), "rows read", table.rows(), sum(results, TableResult::rowsIn));
    expect(table.table(), "corrupt rows", table.corruptRows(), sum(results, TableResult::corrupt));
  }

  private static long sum(List<TableResult> results, ToLongFunction<TableResult> of) {
    return results.stream().mapToLong(of).sum();
  }

  private void expect(String table, String what, long expected, long actual) {
    if (expected != actual) {
      findings.add(new Finding(table, what + " should be " + expected + " and are " + actual));
    }
  }
}
