package dev.kcompact.finalizer.testing;

import dev.kcompact.contract.schema.AddedColumn;
import dev.kcompact.contract.schema.TypeNames;
import dev.kcompact.contract.table.TableDefinition;
import dev.kcompact.finalizer.duckdb.Sql;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Writes and reads Parquet in tests, with a separate DuckDB. */
public final class ParquetFile {
  private ParquetFile() {}

  /**
   * Writes a compacted file.
   *
   * @param rows JSON objects; absent columns are null
   * @param metadata of the footer
   */
  public static void write(
      Path file, TableDefinition table, List<String> rows, Map<String, String> metadata)
      throws SQLException {
    String columns =
        table.schema().columns().stream()
            .map(
                field ->
                    TypeNames.quoted(field.name()) + ": " + type(TypeNames.duckDb(field.type())))
            .collect(Collectors.joining(", "));
    for (AddedColumn added : AddedColumn.values()) {
      String type = added.isNarrow() ? "INTEGER" : TypeNames.duckDb(added.type());
      columns += ", " + TypeNames.quoted(added.columnName()) + ": " + type(type);
    }
    String entries =
        metadata.entrySet().stream()
            .map(each -> Sql.literal(each.getKey()) + ": " + Sql.literal(each.getValue()))
            .collect(Collectors.joining(", ", ", KV_METADATA {", "}"));
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement()) {
      statement.execute("SET TimeZone = 'UTC'");
      statement.execute(
          "COPY (SELECT r.* FROM (SELECT unnest(from_json("
              + Sql.literal("[" + String.join(",", rows) + "]")
              + ", "
              + Sql.literal("[{" + columns + "}]")
              + ")) AS r)) TO "
              + Sql.literal(file.toString())
              + " (FORMAT parquet"
              + (metadata.isEmpty() ? "" : entries)
              + ")");
    }
  }

  private static String type(String name) {
    return '"' + name.replace("\"", "\\\"") + '"';
  }

  /** Queries the relation {@code files}; returns cells as text, null as "null". */
  public static List<List<String>> query(Collection<Path> files, String query) throws SQLException {
    return query(query, Sql.of("read_parquet({files})", Map.of("files", Sql.files(files))));
  }

  /** Queries files with different columns, which are found by their names. */
  public static List<List<String>> queryByName(Collection<Path> files, String query)
      throws SQLException {
    return query(
        query,
        Sql.of("read_parquet({files}, union_by_name = true)", Map.of("files", Sql.files(files))));
  }

  private static List<List<String>> query(String query, Sql relation) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement()) {
      statement.execute("SET TimeZone = 'UTC'");
      statement.execute("CREATE VIEW files AS SELECT * FROM " + relation);
      List<List<String>> rows = new ArrayList<>();
      try (ResultSet result = statement.executeQuery(query)) {
        while (result.next()) {
          List<String> row = new ArrayList<>();
          for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
            row.add(String.valueOf(result.getString(i)));
          }
          rows.add(row);
        }
      }
      return rows;
    }
  }
}
