package dev.kcompact.benchmark.day;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.stream.Stream;

/**
 * The number of rows of a set of Parquet files and the sum of their hashes, regardless of order.
 */
record Rows(long count, String hash) {
  /** Reads the files of a glob below a folder, without columns from their paths. */
  static Rows of(Path folder, String glob, String columns) throws IOException, SQLException {
    PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + glob);
    try (Stream<Path> all = Files.walk(folder);
        Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement()) {
      String files =
          String.join(
              ", ",
              all.filter(file -> matcher.matches(folder.relativize(file)))
                  .map(file -> "'" + file + "'")
                  .sorted()
                  .toList());
      if (files.isEmpty()) {
        return new Rows(0, "null");
      }
      statement.execute("SET memory_limit = '1GB'");
      try (ResultSet row =
          statement.executeQuery(
              "SELECT count(*), sum(hash(t)) FROM (SELECT "
                  + columns
                  + " FROM read_parquet(["
                  + files
                  + "], hive_partitioning = false)) t")) {
        row.next();
        return new Rows(row.getLong(1), String.valueOf(row.getString(2)));
      }
    }
  }
}
