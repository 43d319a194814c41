package dev.kcompact.finalizer.ledger;

import dev.kcompact.contract.lake.LakeLayout;
import dev.kcompact.contract.table.BaseTable;
import dev.kcompact.finalizer.duckdb.DuckDb;
import dev.kcompact.finalizer.duckdb.Sql;
import dev.kcompact.finalizer.run.RunDocuments;
import dev.kcompact.finalizer.run.RunRef;
import dev.kcompact.finalizer.run.documents.LedgerDocument;
import dev.kcompact.finalizer.run.documents.TableResult;
import dev.kcompact.finalizer.run.documents.TableResult.OutputFile;
import dev.kcompact.finalizer.settings.Settings;
import dev.kcompact.finalizer.store.ObjectStore;
import dev.kcompact.finalizer.store.ParquetDownloads;
import dev.kcompact.finalizer.store.Workspace;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Writes a table's ledger of a run: downloads its inputs, joins them, uploads the result. */
record TableLedgerWriter(
    Settings settings,
    ObjectStore lake,
    RunRef run,
    List<TableResult> results,
    RunDocuments documents) {
  private static final String FILE = "part-0000.parquet";

  TableLedgerWriter {
    results = List.copyOf(results);
  }

  LedgerDocument write(BaseTable table) {
    try (Workspace workspace = Workspace.open(settings.tmp());
        DuckDb db = DuckDb.open(settings, workspace)) {
      ParquetDownloads in = new ParquetDownloads(lake, workspace.folder("in"));
      Path listing = in.get(run.key(RawListing.name(table.name())));
      List<Path> counts =
          TableResult.of(table.name(), results).stream()
              .map(result -> TableResult.objectsName(result.workUnit(), result.bucket()))
              .map(name -> in.get(run.key(name)))
              .toList();
      List<Path> earlier = earlier(table.name(), in);
      Sql rows = new LedgerSql(table.topic(), run.run()).rows(listing, counts, earlier);
      Path file = workspace.folder("out").resolve(FILE);
      db.execute(
          "write the ledger of table " + table.name(),
          Sql.of(
              "COPY ({rows}) TO {file} (FORMAT parquet, COMPRESSION zstd)",
              Map.of("rows", rows, "file", Sql.file(file))));
      return upload(table.name(), file, db);
    }
  }

  /**
   * Returns the ledgers of other runs of the day, published or not; their rows are always valid.
   */
  private List<Path> earlier(String table, ParquetDownloads downloads) {
    String own = LakeLayout.ledger(table, run.date(), run.run());
    return lake.list(LakeLayout.ledgers(table, run.date())).stream()
        .filter(object -> !object.key().startsWith(own))
        .map(downloads::get)
        .toList();
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
