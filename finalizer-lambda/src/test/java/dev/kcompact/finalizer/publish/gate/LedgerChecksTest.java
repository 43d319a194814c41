package dev.kcompact.finalizer.publish.gate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kcompact.finalizer.run.RunDocuments;
import dev.kcompact.finalizer.run.RunRef;
import dev.kcompact.finalizer.run.documents.LedgerDocument;
import dev.kcompact.finalizer.run.documents.RejectionDocument.Finding;
import dev.kcompact.finalizer.run.documents.TableResult.OutputFile;
import dev.kcompact.finalizer.testing.PublishedDay;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rejects ledgers that do not account for the finalized rows. */
class LedgerChecksTest {
  @TempDir Path tmp;
  private PublishedDay published;
  private RunDocuments documents;
  private LedgerDocument ledger;

  @BeforeEach
  void prepareDay() {
    published = new PublishedDay(tmp);
    published.day.completeDay();
    RunRef run = published.prepare(7);
    documents = new RunDocuments(published.day.lake, run);
    ledger = documents.find(LedgerDocument.name("orders"), LedgerDocument.class).orElseThrow();
  }

  @Test
  void passesWhatTheRunWrote() {
    assertThat(check(ledger)).isEmpty();
  }

  @Test
  void refusesEachSumThatIsAnother() {
    OutputFile file = ledger.file();
    LedgerDocument other =
        new LedgerDocument(
            1,
            "orders",
            new OutputFile(file.key(), file.rows(), file.bytes() + 1),
            ledger.rows() + 1,
            ledger.kept() + 1,
            ledger.duplicates() + 1,
            ledger.corrupt() + 1,
            ledger.invalid() + 1);

    assertThat(check(other))
        .extracting(Finding::reason)
        .containsExactly(
            "rows of the ledger: expected 5, found 6",
            "kept rows of the ledger: expected 2, found 3",
            "duplicates of the ledger: expected 1, found 2",
            "corrupt rows of the ledger: expected 1, found 2",
            "invalid rows of the ledger: expected 1, found 2",
            "bytes of the ledger: expected " + (file.bytes() + 1) + ", found " + file.bytes());
  }

  @Test
  void refusesALedgerWhoseFileIsDeleted() {
    published.day.lake.delete(List.of(ledger.file().key()));

    assertThat(check(ledger))
        .containsExactly(
            new Finding(
                "orders", "bytes of the ledger: expected " + ledger.file().bytes() + ", found 0"));
  }

  private List<Finding> check(LedgerDocument of) {
    return QualityGate.checkLedgers(
        List.of(of), documents.results(documents.plan()), published.day.lake);
  }
}
