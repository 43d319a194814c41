package dev.kcompact.benchmark.compare;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kcompact.contract.schema.ColumnType;
import dev.kcompact.contract.schema.ColumnType.ArrayType;
import dev.kcompact.contract.schema.ColumnType.MapType;
import dev.kcompact.contract.schema.ColumnType.Scalar;
import dev.kcompact.contract.schema.ColumnType.StructType;
import dev.kcompact.contract.schema.Field;
import dev.kcompact.contract.schema.TypeNames;
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
 * Hashes the rows of an output regardless of their order: two outputs are equal if they contain the
 * same rows equally often. DuckDB reads every output and hashes the declared columns of each row,
 * cast to their declared types; see {@link Canonical} for the two types that subjects may write
 * differently.
 */
public final class ContentHash {
  private static final int SHOWN_BYTES = 8;

  private ContentHash() {}

  /** Rows of all tables, and a hash of 16 hexadecimal digits. */
  public record Content(long rows, String hash) {}

  /**
   * @param files glob of a table's Parquet files, with {@code %s} for the table's name
   * @throws IOException if they cannot be read, or a declared column is missing
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

  /**
   * The DuckDB expression of a value in its declared type. Two types need more than a cast: a UUID
   * may be in either case, and free JSON may be kept verbatim or serialized again, a text without
   * its quotes.
   */
  static final class Canonical {
    private Canonical() {}

    static String expression(String value, ColumnType type) {
      if (!needsMore(type)) {
        return "CAST(" + value + " AS " + TypeNames.duckDb(type) + ")";
      }
      if (type instanceof Scalar scalar) {
        return scalar == Scalar.UUID ? "lower(" + value + ")" : json(value);
      }
      if (type instanceof ArrayType array) {
        return "list_transform(" + value + ", lambda x: " + expression("x", array.element()) + ")";
      }
      if (type instanceof StructType struct) {
        String fields =
            struct.fields().stream()
                .map(
                    field ->
                        TypeNames.quoted(field.name())
                            + " := "
                            + expression(
                                value + "." + TypeNames.quoted(field.name()), field.type()))
                .collect(Collectors.joining(", "));
        return "CASE WHEN " + value + " IS NOT NULL THEN struct_pack(" + fields + ") END";
      }
      throw new IllegalArgumentException("no canonical form of maps to UUID or free JSON: " + type);
    }

    private static String json(String value) {
      return "CASE WHEN json_valid("
          + value
          + ") THEN CAST(json("
          + value
          + ") AS VARCHAR) ELSE CAST(to_json("
          + value
          + ") AS VARCHAR) END";
    }

    private static boolean needsMore(ColumnType type) {
      if (type instanceof StructType struct) {
        return struct.fields().stream().anyMatch(field -> needsMore(field.type()));
      }
      if (type instanceof ArrayType array) {
        return needsMore(array.element());
      }
      if (type instanceof MapType map) {
        return needsMore(map.value());
      }
      return type == Scalar.UUID || type == Scalar.JSON;
    }
  }
}
