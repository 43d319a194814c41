package dev.kcompact.finalizer.publish;

import static java.util.Objects.requireNonNull;

import dev.kcompact.contract.table.BaseTable;
import dev.kcompact.finalizer.run.PublishedDocument.Target;
import java.time.LocalDate;
import java.util.Optional;

/** The ledger of the run whose rows readers of the catalog see. */
public final class PublishedLedger {
  private final PartitionCatalog partitions;
  private final String databasePrefix;
  private final String lakeRoot;

  public PublishedLedger(PartitionCatalog partitions, String databasePrefix, String lakeRoot) {
    this.partitions = partitions;
    this.databasePrefix = databasePrefix;
    this.lakeRoot = lakeRoot;
  }

  /**
   * A published ledger.
   *
   * @param run that is published
   * @param folder of its ledger, relative to the lake's root
   */
  public record Found(String run, String folder) {
    public Found {
      requireNonNull(run, "run is null");
      requireNonNull(folder, "folder is null");
    }
  }

  /** Empty where rows and ledger are not of one run, or the day was published with gaps. */
  public Optional<Found> of(BaseTable table, LocalDate day) {
    String value = day.toString();
    Optional<Target> rows =
        partitions.partition(databasePrefix + "_" + table.domain(), table.name(), value);
    Optional<Target> ledger =
        partitions.partition(LedgerTable.database(databasePrefix), table.name(), value);
    Optional<String> run = rows.filter(RunParameters::isWhole).flatMap(RunParameters::run);
    return ledger
        .filter(target -> run.isPresent() && run.equals(RunParameters.run(target)))
        .filter(target -> target.location().startsWith(lakeRoot))
        .map(
            target -> new Found(run.orElseThrow(), target.location().substring(lakeRoot.length())));
  }
}
