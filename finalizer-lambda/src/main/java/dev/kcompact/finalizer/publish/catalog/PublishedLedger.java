package dev.kcompact.finalizer.publish.catalog;

import static java.util.Objects.requireNonNull;

import dev.kcompact.contract.table.BaseTable;
import dev.kcompact.finalizer.run.documents.PublishedDocument.Target;
import java.time.LocalDate;
import java.util.Optional;

/** Finds the ledger of the published run. */
public final class PublishedLedger {
  private final PartitionCatalog partitions;
  private final String databasePrefix;
  private final String lakeRoot;

  public PublishedLedger(PartitionCatalog partitions, String databasePrefix, String lakeRoot) {
    this.partitions = partitions;
    this.databasePrefix = databasePrefix;
    this.lakeRoot = lakeRoot;
  }

  /** {@code folder} is relative to the lake's root. */
  public record Ledger(String run, String folder) {
    public Ledger {
      requireNonNull(run, "run is null");
      requireNonNull(folder, "folder is null");
    }
  }

  /** Returns a day's ledger; empty if rows and ledger are of two runs or the day is incomplete. */
  public Optional<Ledger> of(BaseTable table, LocalDate day) {
    String value = day.toString();
    Optional<Target> rows =
        partitions.partition(databasePrefix + "_" + table.domain(), table.name(), value);
    Optional<Target> ledger =
        partitions.partition(LedgerTable.database(databasePrefix), table.name(), value);
    Optional<String> run =
        rows.filter(PartitionParameters::isComplete).flatMap(PartitionParameters::run);
    return ledger
        .filter(target -> run.isPresent() && run.equals(PartitionParameters.run(target)))
        .filter(target -> target.location().startsWith(lakeRoot))
        .map(
            target ->
                new Ledger(run.orElseThrow(), target.location().substring(lakeRoot.length())));
  }
}
