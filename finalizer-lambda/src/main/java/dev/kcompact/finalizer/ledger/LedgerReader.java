package dev.kcompact.finalizer.ledger;

import dev.kcompact.finalizer.duckdb.DuckDb;
import dev.kcompact.finalizer.duckdb.Sql;
import dev.kcompact.finalizer.settings.Settings;
import dev.kcompact.finalizer.store.ObjectStore;
import dev.kcompact.finalizer.store.ParquetDownloads;
import dev.kcompact.finalizer.store.StoredObject;
import dev.kcompact.finalizer.store.Workspace;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** Reads raw objects from ledgers. */
public final class LedgerReader {
  private final Settings settings;
  private final ObjectStore lake;

  public LedgerReader(Settings settings, ObjectStore lake) {
    this.settings = settings;
    this.lake = lake;
  }

  /**
   * Returns the objects that are in a compacted file and have an entity tag, sorted by key.
   *
   * @param files keys of the ledgers' files
   */
  public List<StoredObject> objects(Collection<String> files) {
    if (files.isEmpty()) {
      return List.of();
    }
    try (Workspace workspace = Workspace.open(settings.tmp());
        DuckDb db = DuckDb.open(settings, workspace)) {
      ParquetDownloads downloads = new ParquetDownloads(lake, workspace.folder("in"));
      List<Path> local = files.stream().map(downloads::get).toList();
      return db.query(
          "read a ledger",
          Sql.of(
              """
              SELECT DISTINCT object, etag, size, coalesce(written_at, first_seen)
              FROM read_parquet({files})
              WHERE compacted_file IS NOT NULL AND etag IS NOT NULL
              ORDER BY object
              """,
              Map.of("files", Sql.files(local))),
          row ->
              new StoredObject(
                  row.getString(1),
                  row.getString(2),
                  row.getLong(3),
                  row.getObject(4, OffsetDateTime.class).toInstant()));
    }
  }
}
