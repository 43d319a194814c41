package dev.kcompact.finalizer.plan;

import dev.kcompact.contract.table.BaseTable;
import dev.kcompact.contract.table.TableCatalog;
import dev.kcompact.finalizer.duckdb.DuckDb;
import dev.kcompact.finalizer.ledger.RawListing;
import dev.kcompact.finalizer.ledger.RawListing.Committed;
import dev.kcompact.finalizer.plan.DayInventory.TableInventory;
import dev.kcompact.finalizer.run.RunDocuments;
import dev.kcompact.finalizer.run.documents.PlanDocument;
import dev.kcompact.finalizer.settings.Settings;
import dev.kcompact.finalizer.store.Workspace;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Writes the listing of each table's raw objects next to the plan, for the ledger. */
final class ListingWriter {
  private final Settings settings;
  private final TableCatalog catalog;

  ListingWriter(Settings settings, TableCatalog catalog) {
    this.settings = settings;
    this.catalog = catalog;
  }

  /** Writes the listings of finalized tables. */
  void write(PlanDocument plan, Map<String, TableInventory> found, RunDocuments documents) {
    List<String> finalized = plan.finalizedTables();
    if (finalized.isEmpty()) {
      return;
    }
    try (Workspace workspace = Workspace.open(settings.tmp());
        DuckDb db = DuckDb.open(settings, workspace)) {
      for (BaseTable table : catalog.baseTables()) {
        TableInventory of = found.get(table.name());
        if (of != null && finalized.contains(table.name())) {
          Path file = workspace.folder("listings").resolve(table.name() + ".parquet");
          List<Committed> files =
              of.files().stream()
                  .map(each -> new Committed(each.file().object(), each.lineage()))
                  .toList();
          RawListing.write(db, table, of.listed(), files, file);
          documents.upload(file, RawListing.name(table.name()));
        }
      }
    }
  }
}
