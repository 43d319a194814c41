package dev.kcompact.benchmark.compare;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kcompact.contract.schema.Field;
import dev.kcompact.contract.table.BaseTable;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Reads what a subject wrote, whoever it is, with one reader, and sums up its rows regardless of
 * their order: two outputs agree when they hold the same rows equally often. DuckDB hashes the
 * declared columns of each row, cast to their declared types; see {@link Canonical} for the two
 * types that subjects may spell differently.
 */
public final class ContentHash {
  private static final int SHOWN_BYTES = 8;

  private ContentHash() {}

  /**
   * Of an output.
   *
   * @param rows of all tables
   * @param hash 16 hexadecimal digits
   */
  public record Content(long rows, String hash) {}

  /**
   * @param files glob of the Parquet files of a table, with {@code %s} for its name
   * @throws IOException when they cannot be read, or a declared column is missing
   */
  public static Content of(List<BaseTable> tables, String files) throws IOException {
    StringBuilder sums = new StringBuilder();
    long rows = 0;
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement()) {
      statement.execute("SET TimeZone = 'UTC'");
      for (BaseTable table : tables) {
        String glob = files.formatted(table.name());
        try (ResultSet result = statement.executeQuery(query(table, glob))) {
          result.next();
          rows += result.getLong(1);
          sums.append(table.name()).append(' ').append(result.getLong(1));
          sums.append(' ').append(result.getString(2)).append('\n');
        }
      }
    } catch (SQLException e) {
      throw new IOException("Failed to read the output: " + files, e);
    }
    return new Content(rows, digest(sums.toString()));
  }

  private static String query(BaseTable table, String glob) {
    String columns =
        table.schema().columns().stream()
            .map(ContentHash::canonical)
            .collect(Collectors.joining(", "));
    return "SELECT count(*), CAST(sum(CAST(h AS HUGEINT)) AS VARCHAR) FROM (SELECT hash("
        + columns
        + ") AS h FROM read_parquet('"
        + glob
        + "', hive_partitioning = false))";
  }

  private static String canonical(Field field) {
    return Canonical.expression('"' + field.name() + '"', field.type());
  }

  private static String digest(String text) {
    try {
      byte[] sha = MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
      return HexFormat.of().formatHex(sha, 0, SHOWN_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JVM has SHA-256", e);
    }
  }
}
