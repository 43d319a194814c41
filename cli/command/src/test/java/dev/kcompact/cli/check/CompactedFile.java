package dev.kcompact.cli.check;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kcompact.contract.table.BaseTable;
import dev.kcompact.finalizer.duckdb.DuckDb;
import dev.kcompact.finalizer.duckdb.Sql;
import dev.kcompact.job.decode.DecodeLimits;
import dev.kcompact.job.decode.framing.ObjectDecoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Writes what the job's decoder makes of an object, with the columns of a compacted file. */
public final class CompactedFile {
  private CompactedFile() {}

  public static void write(Path file, BaseTable table, String objectKey, String object)
      throws Exception {
    Path folder = Files.createTempDirectory(Files.createDirectories(file.resolveSibling("")), ".x");
    List<String[]> corrupt = new ArrayList<>();
    try (DuckDb db = DuckDb.open(128L << 20, 1, folder.resolve("spill"));
        RowFiles rows = new RowFiles(table, folder, db)) {
      new ObjectDecoder(table, DecodeLimits.DEFAULTS)
          .decode(
              objectKey,
              object.getBytes(UTF_8),
              row -> {
                if (row.isCorrupt()) {
                  String text = new String(row.corruptText(), UTF_8);
                  corrupt.add(new String[] {"" + row.line(), text, row.corruptReason()});
                } else {
                  rows.add(row, objectKey);
                }
              });
      List<Path> good = rows.finish();
      db.execute("make", Sql.of("CREATE TABLE bad (line INTEGER, record VARCHAR, reason VARCHAR)"));
      db.append(
          "add",
          "bad",
          corrupt,
          (each, row) -> row.append(Integer.valueOf(each[0])).append(each[1]).append(each[2]));
      db.execute(
          "write",
          Sql.of(
              """
              COPY (
                SELECT * FROM read_parquet({good})
                UNION ALL BY NAME
                SELECT line AS _line, record AS _corrupt_record, reason AS _corrupt_reason
                FROM bad
              ) TO {file} (FORMAT parquet, ROW_GROUP_SIZE 2048)
              """,
              Map.of("good", Sql.files(good), "file", Sql.file(file))));
    }
    dev.kcompact.cli.process.Directories.delete(folder);
  }
}
