package dev.kcompact.testbed.connect;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Compares the rows that must come out with those of compacted or published files. */
final class SentRows {
  private static final int SHOWN = 5;

  /** Columns that published files do not have. */
  private static final Set<String> COMPACTED_ONLY =
      Set.of("_partition", "_offset", "_corrupt_reason");

  /** What is known of every sent row, beside its columns. */
  private static final Map<String, String> SENT_ONLY =
      Map.of("_partition", "INTEGER", "_offset", "BIGINT", "_day", "DATE");

  private SentRows() {}

  /**
   * The outcome for one table.
   *
   * @param sent rows that must come out
   * @param found rows of the files
   * @param differences types and the first rows that differ
   */
  record Outcome(long sent, long found, List<String> differences) {
    Outcome {
      differences = List.copyOf(differences);
    }

    /** Whether there are rows, and all are as sent. */
    boolean holds() {
      return sent > 0 && differences.isEmpty();
    }
  }

  /**
   * Compares types and values of all columns of compacted files, each row as often as it was sent.
   *
   * @param columns DuckDB types by name; {@code _offset} is the offset by file offset and line
   * @param sent JSON lines with the logical values
   * @param files compacted Parquet files; at least one
   */
  static Outcome compacted(Map<String, String> columns, Path sent, List<Path> files)
      throws IOException {
    String stored = "SELECT *, _file_offset + _line AS _offset FROM stored";
    return compare(columns, sent, "SELECT * FROM sent", files, stored);
  }

  /**
   * Compares types and values of all columns of published files: of each day and key, the row that
   * was sent last.
   *
   * @param columns as for compacted files
   * @param key columns of the key
   * @param files processed Parquet files of the published partitions; at least one
   */
  static Outcome published(
      Map<String, String> columns, List<String> key, Path sent, List<Path> files)
      throws IOException {
    Map<String, String> published = new LinkedHashMap<>(columns);
    published.keySet().removeAll(COMPACTED_ONLY);
    String newest =
        """
        SELECT * FROM sent
        QUALIFY row_number() OVER (
          PARTITION BY _day, %s ORDER BY _partition DESC, _offset DESC) = 1
        """
            .formatted(
                key.stream().map(name -> '"' + name + '"').collect(Collectors.joining(", ")));
    return compare(published, sent, newest, files, "SELECT * FROM stored");
  }

  private static Outcome compare(
      Map<String, String> columns, Path sent, String expected, List<Path> files, String found)
      throws IOException {
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement()) {
      statement.execute("SET memory_limit = '512MB'");
      statement.execute("SET TimeZone = 'UTC'");
      load(statement, columns, sent, files);
      statement.execute("CREATE TABLE expected AS " + expected);
      statement.execute("CREATE TABLE found AS " + found);
      List<String> differences = types(statement, columns);
      if (differences.isEmpty()) {
        differences.addAll(rows(statement, columns, "missing", "expected", "found"));
        differences.addAll(rows(statement, columns, "not sent", "found", "expected"));
      }
      return new Outcome(count(statement, "expected"), count(statement, "found"), differences);
    } catch (SQLException e) {
      throw new IOException("Failed to compare the rows: " + sent, e);
    }
  }

  private static void load(
      Statement statement, Map<String, String> columns, Path sent, List<Path> files)
      throws SQLException {
    Map<String, String> all = new LinkedHashMap<>(columns);
    all.putAll(SENT_ONLY);
    String types =
        all.entrySet().stream()
            .map(column -> text(column.getKey()) + ": " + text(column.getValue()))
            .collect(Collectors.joining(", ", "{", "}"));
    statement.execute(
        """
        CREATE VIEW sent AS
        SELECT * FROM read_json(%s, format = 'newline_delimited', columns = %s)
        """
            .formatted(text(sent.toString()), types));
    statement.execute(
        """
        CREATE VIEW stored AS
        SELECT * FROM read_parquet(%s, hive_partitioning = false)
        """
            .formatted(
                files.stream()
                    .map(file -> text(file.toString()))
                    .collect(Collectors.joining(", ", "[", "]"))));
  }

  private static List<String> types(Statement statement, Map<String, String> columns)
      throws SQLException {
    List<String> differences = new ArrayList<>();
    for (String name : columns.keySet()) {
      String expected = type(statement, name, "expected");
      String found = type(statement, name, "found");
      if (!expected.equals(found)) {
        differences.add("type of " + name + ": expected " + expected + ", found " + found);
      }
    }
    return differences;
  }

  private static String type(Statement statement, String column, String table) throws SQLException {
    String sql =
        "SELECT column_type FROM (DESCRIBE %s) WHERE column_name = %s"
            .formatted(table, text(column));
    try (ResultSet rows = statement.executeQuery(sql)) {
      return rows.next() ? rows.getString(1) : "none";
    }
  }

  /** The first rows of one table that the other does not have as often. */
  private static List<String> rows(
      Statement statement, Map<String, String> columns, String what, String of, String without)
      throws SQLException {
    String select =
        columns.entrySet().stream()
            .map(column -> comparable(column.getKey(), column.getValue()))
            .collect(Collectors.joining(", "));
    String sql =
        """
        SELECT to_json(difference)
        FROM (SELECT %1$s FROM %2$s EXCEPT ALL SELECT %1$s FROM %3$s) AS difference
        LIMIT %4$d
        """
            .formatted(select, of, without, SHOWN);
    List<String> differences = new ArrayList<>();
    try (ResultSet rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        differences.add(what + ": " + rows.getString(1));
      }
    }
    return differences;
  }

  /** Entries of a map have no order. */
  private static String comparable(String name, String type) {
    return type.startsWith("MAP(")
        ? "list_sort(map_entries(\"%1$s\")) AS \"%1$s\"".formatted(name)
        : "\"" + name + "\"";
  }

  private static long count(Statement statement, String table) throws SQLException {
    try (ResultSet rows = statement.executeQuery("SELECT count(*) FROM " + table)) {
      rows.next();
      return rows.getLong(1);
    }
  }

  private static String text(String value) {
    return "'" + value.replace("'", "''") + "'";
  }
}
