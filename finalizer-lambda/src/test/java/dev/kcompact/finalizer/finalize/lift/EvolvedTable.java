package dev.kcompact.finalizer.finalize.lift;

import dev.kcompact.contract.table.BaseTable;
import dev.kcompact.contract.values.DecodedValues;
import dev.kcompact.finalizer.duckdb.DuckDb;
import dev.kcompact.finalizer.finalize.sql.BucketProcessor;
import dev.kcompact.finalizer.finalize.sql.ProcessedBucket;
import dev.kcompact.finalizer.run.documents.HashBucket;
import dev.kcompact.finalizer.testing.ParquetFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.duckdb.DuckDBStruct;
import org.jspecify.annotations.Nullable;

/** Finalizes files that were compacted with another schema than the table's. */
final class EvolvedTable {
  private final Path folder;
  private final List<Path> files = new ArrayList<>();

  EvolvedTable(Path folder) throws IOException {
    this.folder = Files.createTempDirectory(folder, "lake");
  }

  /** Adds a file that was compacted with a schema; rows are JSON objects of its columns. */
  EvolvedTable compacted(String schema, List<String> rows) throws SQLException {
    Path file = folder.resolve(files.size() + ".parquet");
    ParquetFile.write(file, DecodedValues.table("", schema), rows, Map.of());
    files.add(file);
    return this;
  }

  ProcessedBucket finalized(BaseTable table) throws IOException {
    try (DuckDb db = DuckDb.open(256L << 20, 2, folder.resolve("spill"))) {
      Path out = Files.createTempDirectory(folder, "out");
      return new BucketProcessor(db, table, table.order(), files)
          .run(new HashBucket("t", 0, 1), Map::of, out);
    }
  }

  /** Returns the rows of a query on {@code files}: the first column, and the text of the second. */
  static Map<Long, @Nullable String> values(List<Path> files, String query) throws SQLException {
    Map<Long, @Nullable String> values = new HashMap<>();
    if (files.isEmpty()) {
      return values;
    }
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement()) {
      statement.execute("SET TimeZone = 'UTC'");
      String list = files.stream().map(file -> "'" + file + "'").toList().toString();
      statement.execute("CREATE VIEW files AS SELECT * FROM read_parquet(" + list + ")");
      try (ResultSet rows = statement.executeQuery(query)) {
        while (rows.next()) {
          values.put(rows.getLong(1), DecodedValues.text(plain(rows.getObject(2))));
        }
      }
    }
    return values;
  }

  private static @Nullable Object plain(@Nullable Object value) throws SQLException {
    if (value instanceof DuckDBStruct struct) {
      Map<String, @Nullable Object> fields = new HashMap<>();
      for (Map.Entry<String, Object> field : struct.getMap().entrySet()) {
        fields.put(field.getKey(), plain(field.getValue()));
      }
      return fields;
    }
    if (value instanceof java.sql.Array array) {
      List<@Nullable Object> items = new ArrayList<>();
      for (Object item : (Object[]) array.getArray()) {
        items.add(plain(item));
      }
      return items;
    }
    if (value instanceof Map<?, ?> map) {
      Map<String, @Nullable Object> entries = new HashMap<>();
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        entries.put(String.valueOf(entry.getKey()), plain(entry.getValue()));
      }
      return entries;
    }
    return value;
  }
}
