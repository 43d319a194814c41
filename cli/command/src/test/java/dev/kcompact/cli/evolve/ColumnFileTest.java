package dev.kcompact.cli.evolve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kcompact.cli.store.FileStore;
import dev.kcompact.contract.footer.ColumnChunks.Range;
import dev.kcompact.contract.lineage.SourceObject;
import dev.kcompact.contract.location.StorageLocation;
import dev.kcompact.finalizer.duckdb.DuckDb;
import dev.kcompact.finalizer.duckdb.Sql;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file with holes gives the columns that were read. */
class ColumnFileTest {
  @TempDir Path tmp;

  @Test
  void aFewColumnsOfAWideFileAreRead() throws Exception {
    Path file = tmp.resolve("wide.parquet");
    try (DuckDb db = DuckDb.open(256L << 20, 1, tmp.resolve("spill"))) {
      db.execute(
          "write",
          Sql.of(
              """
              COPY (
                SELECT i AS id, hash(i)::VARCHAR || hash(i + 1)::VARCHAR AS a,
                  hash(i + 2)::VARCHAR || hash(i + 3)::VARCHAR AS b,
                  CASE WHEN i % 3 = 0 THEN '{"x":' || i || '}' END AS _rescued,
                  CASE WHEN i % 7 = 0 THEN hash(i + 4)::VARCHAR END AS _corrupt_record,
                  CASE WHEN i % 7 = 0 THEN 'wrong_type:/a' END AS _corrupt_reason
                FROM range(60000) t(i)
              ) TO {file} (FORMAT parquet, ROW_GROUP_SIZE 20480)
              """,
              Map.of("file", Sql.file(file))));
      long size = Files.size(file);
      FileStore store = new FileStore(StorageLocation.ofFolder(tmp));
      Path local = tmp.resolve("columns.parquet");

      long bytes =
          new ColumnFile(store, new SourceObject("wide.parquet", "", size), local)
              .read(Set.of("_rescued", "_corrupt_reason"));

      assertThat(bytes).isLessThan(size / 2);
      assertThat(Files.size(local)).isEqualTo(size);
      assertThat(columns(db, local)).isEqualTo(columns(db, file)).hasSize(20_000 + 8572 - 2857 - 1);
      assertThat(store.requests().gets()).isLessThanOrEqualTo(8);
    }
  }

  private static List<String> columns(DuckDb db, Path file) {
    List<String> found = new ArrayList<>();
    db.forEach(
        "read",
        Sql.of(
            """
            SELECT _rescued, _corrupt_reason FROM read_parquet({file})
            WHERE _rescued IS NOT NULL OR _corrupt_reason IS NOT NULL
            """,
            Map.of("file", Sql.file(file))),
        row -> found.add(row.getString(1) + " " + row.getString(2)));
    return found;
  }

  @Test
  void neighboursAreReadTogether() {
    assertThat(
            ColumnFile.merged(List.of(new Range(0, 10), new Range(20, 5), new Range(200_000, 10))))
        .containsExactly(new Range(0, 25), new Range(200_000, 10));
  }
}
