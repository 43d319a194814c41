package dev.kcompact.finalizer.publish.gate;

import static dev.kcompact.finalizer.run.documents.TableResult.sum;

import dev.kcompact.finalizer.run.documents.LedgerDocument;
import dev.kcompact.finalizer.run.documents.PlanDocument;
import dev.kcompact.finalizer.run.documents.PlanDocument.TablePlan;
import dev.kcompact.finalizer.run.documents.RejectionDocument.Finding;
import dev.kcompact.finalizer.run.documents.TableResult;
import dev.kcompact.finalizer.run.documents.TableResult.OutputFile;
import dev.kcompact.finalizer.store.ObjectStore;
import dev.kcompact.finalizer.store.StoredObject;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Checks the results of a run against its plan, stored files and ledgers. */
final class QualityGate {
  private final List<Finding> findings = new ArrayList<>();

  private QualityGate() {}

  static List<Finding> check(
      PlanDocument plan, List<TableResult> results, StoredFiles.Listing stored) {
    QualityGate gate = new QualityGate();
    results.forEach(result -> gate.result(result, stored));
    for (TablePlan planned : plan.tables()) {
      String table = planned.table();
      List<TableResult> of = TableResult.of(table, results);
      gate.expect(table, "rows read", planned.rows(), sum(of, TableResult::rowsRead));
      gate.expect(table, "corrupt rows", planned.corruptRows(), sum(of, TableResult::corrupt));
    }
    return List.copyOf(gate.findings);
  }

  static List<Finding> checkLedgers(
      List<LedgerDocument> ledgers, List<TableResult> results, ObjectStore lake) {
    QualityGate gate = new QualityGate();
    for (LedgerDocument ledger : ledgers) {
      List<TableResult> of = TableResult.of(ledger.table(), results);
      gate.ledger(ledger, "rows", sum(of, TableResult::rowsIn), ledger.rows());
      gate.ledger(ledger, "kept rows", sum(of, TableResult::rowsOut), ledger.kept());
      gate.ledger(ledger, "duplicates", sum(of, TableResult::duplicates), ledger.duplicates());
      gate.ledger(ledger, "corrupt rows", sum(of, TableResult::corrupt), ledger.corrupt());
      gate.ledger(ledger, "invalid rows", sum(of, TableResult::invalid), ledger.invalid());
      long stored = lake.list(ledger.file().key()).stream().mapToLong(StoredObject::size).sum();
      gate.ledger(ledger, "bytes", ledger.file().bytes(), stored);
    }
    return List.copyOf(gate.findings);
  }

  private void ledger(LedgerDocument ledger, String what, long expected, long actual) {
    expect(ledger.table(), what + " of the ledger", expected, actual);
  }

  private void result(TableResult result, StoredFiles.Listing stored) {
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
        .forEach(file -> file(result.table(), file, stored));
  }

  private void file(String table, OutputFile file, StoredFiles.Listing stored) {
    Long size = stored.sizes().get(file.key());
    if (size == null || size != file.bytes()) {
      findings.add(
          new Finding(
              table,
              "file %s: expected %s bytes, found %s"
                  .formatted(file.key(), file.bytes(), size == null ? "no file" : size)));
      return;
    }
    expect(
        table,
        "rows read again in file " + file.key(),
        file.rows(),
        stored.rows().getOrDefault(file.key(), -1L));
  }

  private void expect(String table, String what, long expected, long actual) {
    if (expected != actual) {
      findings.add(new Finding(table, what + ": expected " + expected + ", found " + actual));
    }
  }
}
