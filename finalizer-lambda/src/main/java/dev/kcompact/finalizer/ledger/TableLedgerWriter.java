package dev.kcompact.finalizer.ledger;

import dev.kcompact.contract.lake.LakeLayout;
import dev.kcompact.contract.table.BaseTable;
import dev.kcompact.finalizer.duckdb.DuckDb;
import dev.kcompact.finalizer.duckdb.Sql;
import dev.kcompact.finalizer.failure.RetryableException;
import dev.kcompact.finalizer.run.RunDocuments;
import dev.kcompact.finalizer.run.RunRef;
import dev.kcompact.finalizer.run.documents.LedgerDocument;
import dev.kcompact.finalizer.run.documents.TableResult;
import dev.kcompact.finalizer.run.documents.TableResult.OutputFile;
import dev.kcompact.finalizer.settings.Settings;
import dev.kcompact.finalizer.store.ObjectStore;
import dev.kcompact.finalizer.store.StoredObject;
import dev.kcompact.finalizer.store.Workspace;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Writes a table's ledger of a run: downloads its inputs, joins them, uploads the result. */
final class TableLedgerWriter {
  private static final String FILE = "part-0000.parquet";

  private final Settings settings;
  private final ObjectStore lake;
  private final RunRef run;
  private final List<TableResult> results;
  private final RunDocuments documents;

  TableLedgerWriter(
      Settings settings,
      ObjectStore lake,
      RunRef run,
      List<TableResult> results,
      RunDocuments documents) {
    this.settings = settings;
    this.lake = lake;
    this.run = run;
    this.results = List.copyOf(results);
    this.documents = documents;
  }

  /** Writes the ledger's file and its document to the lake. */
  LedgerDocument write(BaseTable table) {
    try (Workspace workspace = Workspace.open(settings.tmp());
        DuckDb db = DuckDb.open(settings, workspace)) {
      Path in = workspace.folder("in");
      Path listing = download(run.key(RawListing.name(table.name())), in, "listing");
      List<Path> counts = new ArrayList<>();
      for (TableResult result : results) {
        if (result.table().equals(table.name())) {
          String name = TableResult.objectsName(result.workUnit(), result.bucket());
          counts.add(download(run.key(name), in, "counts-" + counts.size()));
        }
      }
      Path file = workspace.folder("out").resolve(FILE);
      db.execute(
          "write the ledger of table " + table.name(),
          Sql.of(
              "COPY ({rows}) TO {file} (FORMAT parquet, COMPRESSION zstd)",
              Map.of(
                  "rows",
                  new LedgerSql(table.topic(), run.run())
                      .rows(listing, counts, earlier(table.name(), in)),
                  "file",
                  Sql.file(file))));
      return upload(table.name(), file, db);
    }
  }

  /** The ledgers of other runs of the day, published or not; their rows are valid for any run. */
  private List<Path> earlier(String table, Path folder) {
    String own = LakeLayout.ledger(table, run.date(), run.run());
    List<Path> files = new ArrayList<>();
    for (StoredObject object : lake.list(LakeLayout.ledgers(table, run.date()))) {
      if (!object.key().startsWith(own)) {
        files.add(copy(object, folder, String.format(Locale.ROOT, "earlier-%05d", files.size())));
      }
    }
    return files;
  }

  private Path download(String key, Path folder, String name) {
    StoredObject object =
        lake.find(key)
            .orElseThrow(
                () -> new RetryableException("Failed to find file: " + lake.locationOf(key)));
    return copy(object, folder, name);
  }

  private Path copy(StoredObject object, Path folder, String name) {
    Path file = folder.resolve(name + ".parquet");
    lake.download(object, file);
    return file;
  }

  private LedgerDocument upload(String table, Path file, DuckDb db) {
    List<Long> sums =
        db.numbers(
            "read back the ledger of table " + table,
            Sql.of(
                """
                SELECT count(*), sum(rows), sum(kept), sum(duplicates), sum(corrupt), sum(invalid)
                FROM read_parquet({file})
                """,
                Map.of("file", Sql.file(file))));
    String key = LakeLayout.ledger(table, run.date(), run.run()) + FILE;
    lake.upload(file, key);
    LedgerDocument document =
        new LedgerDocument(
            LedgerDocument.VERSION,
            table,
            new OutputFile(key, sums.get(0), file.toFile().length()),
            sums.get(1),
            sums.get(2),
            sums.get(3),
            sums.get(4),
            sums.get(5));
    documents.write(LedgerDocument.name(table), document);
    return document;
  }
}
