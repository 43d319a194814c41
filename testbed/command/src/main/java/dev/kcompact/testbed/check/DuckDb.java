package dev.kcompact.testbed.check;

import dev.kcompact.testbed.check.LakeFiles.StoredFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;

/** An in-memory DuckDB that reads a lake's Parquet files one at a time. Not thread-safe. */
final class DuckDb implements AutoCloseable {
  @FunctionalInterface
  interface RowReader {
    void read(ResultSet row) throws SQLException;
  }

  private final Connection connection;
  private final LakeFiles lake;
  private final Path scratch;
  private int files;

  /**
   * @param scratch an existing folder; files are deleted after use
   */
  DuckDb(LakeFiles lake, Path scratch) throws IOException {
    this.lake = lake;
    this.scratch = scratch;
    try {
      Properties properties = new Properties();
      // Otherwise the driver keeps the complete result in memory.
      properties.setProperty("jdbc_stream_results", "true");
      this.connection = DriverManager.getConnection("jdbc:duckdb:", properties);
      try (Statement statement = connection.createStatement()) {
        statement.execute("SET memory_limit = '1GB'");
        statement.execute("SET TimeZone = 'UTC'");
        statement.execute("SET enable_external_file_cache = false");
      }
    } catch (SQLException e) {
      throw new IOException("Failed to start DuckDB", e);
    }
  }

  /** Reads columns of a file; {@code select} has the expressions between SELECT and FROM. */
  void read(StoredFile file, String select, RowReader reader) throws IOException {
    withLocal(
        file,
        (statement, local) -> {
          String sql = "SELECT " + select + " FROM read_parquet('" + local + "')";
          try (ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
              reader.read(rows);
            }
          }
        });
  }

  /** Names and DuckDB types of a file's columns, in order. */
  Map<String, String> describe(StoredFile file) throws IOException {
    Map<String, String> columns = new LinkedHashMap<>();
    withLocal(
        file,
        (statement, local) -> {
          String sql = "DESCRIBE SELECT * FROM read_parquet('" + local + "')";
          try (ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
              columns.put(rows.getString("column_name"), rows.getString("column_type"));
            }
          }
        });
    return columns;
  }

  /** A type in the spelling of this DuckDB version. */
  String spelled(DeclaredType type) {
    String sql = "DESCRIBE SELECT CAST(NULL AS " + type.duckDb() + ") AS c";
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getString("column_type");
    } catch (SQLException e) {
      throw new IllegalStateException("DuckDB does not know the type " + type.duckDb(), e);
    }
  }

  private interface Use {
    void with(Statement statement, String local) throws SQLException;
  }

  private void withLocal(StoredFile file, Use use) throws IOException {
    // DuckDB caches blocks of a file by its name, so every name must be unique.
    Path local = scratch.resolve("check-" + ++files + ".parquet");
    try {
      lake.download(file.key(), local);
      try (Statement statement = connection.createStatement()) {
        use.with(statement, local.toString().replace("'", "''"));
      }
    } catch (SQLException e) {
      throw new IOException("Failed to read the Parquet file: " + lake.uri(file.key()), e);
    } finally {
      Files.deleteIfExists(local);
    }
  }

  @Override
  public void close() throws IOException {
    try {
      connection.close();
    } catch (SQLException e) {
      throw new IOException("Failed to stop DuckDB", e);
    }
  }
}
