package dev.kcompact.finalizer.publish.gate;

import dev.kcompact.finalizer.run.documents.LedgerDocument;
import dev.kcompact.finalizer.run.documents.RejectionDocument.Finding;
import dev.kcompact.finalizer.run.documents.TableResult;
import dev.kcompact.finalizer.store.ObjectStore;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;

/** Checks that the ledgers account for every finalized row. */
final class LedgerGate {
  private LedgerGate() {}

  /** The findings; empty for ledgers that may be published. */
  static List<Finding> check(
      List<LedgerDocument> ledgers, List<TableResult> results, ObjectStore lake) {
    List<Finding> findings = new ArrayList<>();
    for (LedgerDocument ledger : ledgers) {
      List<TableResult> of =
          results.stream().filter(result -> result.table().equals(ledger.table())).toList();
      expect(findings, ledger, "rows", sum(of, TableResult::rowsIn), ledger.rows());
      expect(findings, ledger, "kept rows", sum(of, TableResult::rowsOut), ledger.kept());
      expect(findings, ledger, "duplicates", sum(of, TableResult::duplicates), ledger.duplicates());
      expect(findings, ledger, "corrupt rows", sum(of, TableResult::corrupt), ledger.corrupt());
      expect(findings, ledger, "invalid rows", sum(of, TableResult::invalid), ledger.invalid());
      long stored =
          lake.list(ledger.file().key()).stream().mapToLong(object -> object.size()).sum();
      expect(findings, ledger, "bytes", ledger.file().bytes(), stored);
    }
    return findings;
  }

  private static long sum(List<TableResult> results, ToLongFunction<TableResult> of) {
    return results.stream().mapToLong(of).sum();
  }

  private static void expect(
      List<Finding> findings, LedgerDocument ledger, String what, long expected, long actual) {
    if (expected != actual) {
      findings.add(
          new Finding(
              ledger.table(),
              what + " of the ledger should be " + expected + " and are " + actual));
    }
  }
}
