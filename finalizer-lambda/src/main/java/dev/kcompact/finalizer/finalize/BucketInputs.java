package dev.kcompact.finalizer.finalize;

import dev.kcompact.contract.footer.Footer;
import dev.kcompact.contract.lineage.Lineage;
import dev.kcompact.contract.location.StorageLocation;
import dev.kcompact.contract.table.BaseTable;
import dev.kcompact.contract.table.DerivedTable;
import dev.kcompact.contract.table.TableDefinition;
import dev.kcompact.finalizer.duckdb.DuckDb;
import dev.kcompact.finalizer.failure.NonRetryableException;
import dev.kcompact.finalizer.finalize.sql.BucketProcessor.ObjectPosition;
import dev.kcompact.finalizer.run.documents.PlanDocument;
import dev.kcompact.finalizer.run.documents.PlanDocument.PlannedFile;
import dev.kcompact.finalizer.run.documents.PlanDocument.TablePlan;
import dev.kcompact.finalizer.run.documents.TableResult;
import dev.kcompact.finalizer.run.documents.TableResult.OutputFile;
import dev.kcompact.finalizer.store.Footers;
import dev.kcompact.finalizer.store.ObjectStore;
import dev.kcompact.finalizer.store.ParquetDownloads;
import dev.kcompact.finalizer.store.StoredObject;
import dev.kcompact.finalizer.store.Stores;
import dev.kcompact.finalizer.store.Workspace;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Downloads the input files of hash buckets into the workspace. Keeps the files of a base table for
 * its next bucket.
 */
final class BucketInputs {
  static final String REFERENCES = "references";

  private static final String FOLDER = "in";

  private final ObjectStore lake;
  private final Workspace workspace;
  private final WorkUnitContext context;
  private final ReferenceLoader references;
  private String downloadedTable = "";
  private List<Path> downloadedFiles = List.of();

  BucketInputs(
      ObjectStore lake, Workspace workspace, WorkUnitContext context, ReferenceLoader references) {
    this.lake = lake;
    this.workspace = workspace;
    this.context = context;
    this.references = references;
  }

  void loadReferences(TableDefinition table, DuckDb db) {
    references.load(table, db, workspace.folder(REFERENCES));
  }

  /** Returns the files in the order of the plan. */
  List<Path> compactedFiles(TablePlan table) {
    if (!downloadedTable.equals(table.table())) {
      workspace.remove(FOLDER);
      ParquetDownloads downloads = new ParquetDownloads(lake, workspace.folder(FOLDER));
      downloadedFiles =
          table.files().stream().map(PlannedFile::object).map(downloads::get).toList();
      downloadedTable = table.table();
    }
    return downloadedFiles;
  }

  /** Reads the keys of raw objects from the lineage of downloaded files. */
  static Map<ObjectPosition, String> objectKeys(BaseTable table, List<Path> files) {
    Map<ObjectPosition, String> keys = new HashMap<>();
    for (Path file : files) {
      Lineage lineage = footer(file).lineage().orElseThrow();
      for (Lineage.Entry entry : lineage.entries()) {
        table
            .nameOf(entry.key())
            .ifPresent(
                name ->
                    keys.put(
                        new ObjectPosition(name.partition(), name.startOffset()), entry.key()));
      }
    }
    return keys;
  }

  static Footer footer(Path file) {
    return Footers.read(
        Stores.open(StorageLocation.ofFolder(file.resolveSibling(""))),
        file.getFileName().toString());
  }

  Map<String, List<Path>> processedFiles(DerivedTable table) {
    PlanDocument plan = context.plan();
    PlanDocument baseTables =
        new PlanDocument(
            plan.version(), plan.date(), plan.run(), plan.tables(), plan.workUnits(), List.of());
    List<TableResult> results = context.documents().results(baseTables);
    Map<String, List<Path>> inputs = new HashMap<>();
    for (String input : table.inputs()) {
      ParquetDownloads downloads = new ParquetDownloads(lake, workspace.folder("in-" + input));
      inputs.put(
          input,
          TableResult.of(input, results).stream()
              .flatMap(result -> result.files().stream())
              .map(file -> downloads.get(find(file)))
              .toList());
    }
    return inputs;
  }

  private StoredObject find(OutputFile file) {
    return lake.find(file.key())
        .orElseThrow(
            () ->
                new NonRetryableException(
                    "Failed to find processed file: "
                        + lake.locationOf(file.key())
                        + "; run the day again"));
  }
}
