package dev.kcompact.finalizer.publish.gate;

import dev.kcompact.finalizer.run.documents.PlanDocument;
import dev.kcompact.finalizer.run.documents.PlanDocument.TablePlan;
import dev.kcompact.finalizer.run.documents.RejectionDocument.Finding;
import dev.kcompact.finalizer.run.documents.TableResult;
import dev.kcompact.finalizer.run.documents.TableResult.OutputFile;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

/** Checks the results of a run against its plan and its stored files. */
final class QualityGate {
  private final PlanDocument plan;
  private final StoredFiles.Listing stored;
  private final List<Finding> findings = new ArrayList<>();

  /**
   * @param stored the run's files in the lake
   */
  private QualityGate(PlanDocument plan, StoredFiles.Listing stored) {
    this.plan = plan;
    this.stored = stored;
  }

  /** The findings; empty for a day that may be published. */
  static List<Finding> check(
      PlanDocument plan, List<TableResult> results, StoredFiles.Listing stored) {
    QualityGate gate = new QualityGate(plan, stored);
    results.forEach(gate::result);
    for (TablePlan table : plan.tables()) {
      gate.sums(table, results.stream().filter(r -> r.table().equals(table.table())).toList());
    }
    return List.copyOf(gate.findings);
  }

  private void result(TableResult result) {
    String bucket = "hash bucket " + (result.index() + 1) + " of " + result.count();
    long accounted = result.rowsOut() + result.duplicates() + result.invalid() + result.corrupt();
    expect(result.table(), "rows accounted for in " + bucket, result.rowsIn(), accounted);
    expect(
        result.table(),
        "rows in the files of " + bucket,
        result.rowsOut(),
        result.files().stream().mapToLong(OutputFile::rows).sum());
    expect(
        result.table(),
        "rows in quarantine of " + bucket,
        result.invalid() + result.corrupt(),
        result.quarantine().stream().mapToLong(OutputFile::rows).sum());
    Stream.concat(result.files().stream(), result.quarantine().stream())
        .forEach(file -> file(result.table(), file));
  }

  private void file(String table, OutputFile file) {
    Long size = stored.sizes().get(file.key());
    if (size == null || size != file.bytes()) {
      findings.add(
          new Finding(
              table,
              "file "
                  + file.key()
                  + " should have "
                  + file.bytes()
                  + " bytes and "
                  + (size == null ? "is not there" : "has " + size)));
      return;
    }
    expect(
        table,
        "rows that are read again in file " + file.key(),
        file.rows(),
        stored.rows().getOrDefault(file.key(), -1L));
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
