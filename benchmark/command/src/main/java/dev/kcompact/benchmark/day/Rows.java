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
 * What a set of Parquet files holds, regardless of order.
 *
 * @param hash sum of the rows' hashes
 */
record Rows(long count, String hash) {
  /**
   * Reads files; what their paths say is no column of theirs.
   *
   * @param folder below it they lie
   * @param glob of their paths below it
   * @param columns SQL list of what counts
   */
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
