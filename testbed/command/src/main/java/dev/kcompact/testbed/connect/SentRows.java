package dev.kcompact.testbed.connect;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Compares the rows that must come out with those of compacted files. */
final class SentRows {
  private static final int SHOWN = 5;

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
   * Compares types and values of all columns, each row as often as it was sent.
   *
   * @param columns DuckDB types by name; {@code _offset} is the offset by file offset and line
   * @param sent JSON lines with the logical values
   * @param files compacted Parquet files; at least one
   */
  static Outcome compare(Map<String, String> columns, Path sent, List<Path> files)
      throws IOException {
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement()) {
      statement.execute("SET memory_limit = '512MB'");
      statement.execute("SET TimeZone = 'UTC'");
      load(statement, columns, sent, files);
      List<String> differences = types(statement, columns);
      if (differences.isEmpty()) {
        differences.addAll(rows(statement, columns, "missing", "expected", "compacted"));
        differences.addAll(rows(statement, columns, "not sent", "compacted", "expected"));
      }
      return new Outcome(count(statement, "expected"), count(statement, "compacted"), differences);
    } catch (SQLException e) {
      throw new IOException("Failed to compare the rows: " + sent, e);
    }
  }

  private static void load(
      Statement statement, Map<String, String> columns, Path sent, List<Path> files)
      throws SQLException {
    String types =
        columns.entrySet().stream()
            .map(column -> text(column.getKey()) + ": " + text(column.getValue()))
            .collect(Collectors.joining(", ", "{", "}"));
    statement.execute(
        """
        CREATE TABLE expected AS
        SELECT * FROM read_json(%s, format = 'newline_delimited', columns = %s)
        """
            .formatted(text(sent.toString()), types));
    statement.execute(
        """
        CREATE TABLE compacted AS
        SELECT *, _file_offset + _line AS _offset
        FROM read_parquet(%s, hive_partitioning = false)
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
      String found = type(statement, name, "compacted");
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
