package dev.kcompact.finalizer.testing;

import dev.kcompact.contract.lake.LakeLayout;
import dev.kcompact.contract.lineage.Lineage;
import dev.kcompact.contract.lineage.LineageCodec;
import dev.kcompact.contract.lineage.SourceObject;
import dev.kcompact.contract.schema.AddedColumn;
import dev.kcompact.contract.schema.Field;
import dev.kcompact.contract.schema.TypeNames;
import dev.kcompact.finalizer.duckdb.Sql;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Many orders of 1 KB; in every eleven, two have the same key. */
public final class WideOrders {
  private static final int ROWS_TO_A_DUPLICATE = 11;

  /** DuckDB writes a row group's column as one page; the streaming job writes pages of 1 MiB. */
  private static final int ROWS_OF_A_GROUP = 2048;

  private static final Map<String, String> VALUES =
      Map.ofEntries(
          Map.entry("order_id", "'O-' || (i - i // " + ROWS_TO_A_DUPLICATE + ")"),
          Map.entry("customer", "1 + i % 600"),
          Map.entry("status", "'NEW'"),
          Map.entry("amount", "i % 900"),
          Map.entry("items", "[{'sku': 'S' || i % 99, 'quantity': 1, 'sent_at': epoch_ms(i)}]"),
          Map.entry(
              "extra",
              "repeat(md5(i::VARCHAR) || md5('a' || i) || md5('b' || i) || md5('c' || i), 8)"),
          Map.entry("updated_at", "epoch_ms(1763769600000 + i)"),
          Map.entry("_partition", "0"));

  private WideOrders() {}

  public static void write(DayFixture day, int files, long rows) throws SQLException, IOException {
    for (int file = 0; file < files; file++) {
      List<SourceObject> objects =
          day.raw("orders", file).stream()
              .map(o -> new SourceObject(o.key(), o.etag(), o.size()))
              .toList();
      Lineage lineage = Lineage.of("orders", DayFixture.DAY, rows, 0, objects);
      Path local = Files.createTempDirectory("wide-orders").resolve("file.parquet");
      try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
          Statement statement = connection.createStatement()) {
        statement.execute("SET TimeZone = 'UTC'");
        statement.execute("SET threads = 2");
        statement.execute(
            "COPY ("
                + rows(file, rows)
                + ") TO "
                + Sql.literal(local.toString())
                + " (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE "
                + ROWS_OF_A_GROUP
                + ", KV_METADATA {"
                + Sql.literal(Lineage.FOOTER_KEY)
                + ": "
                + Sql.literal(LineageCodec.encode(lineage))
                + "})");
      }
      String name = String.format(Locale.ROOT, "part-%03d.parquet", file);
      day.lake.upload(local, LakeLayout.compacted("orders", DayFixture.DAY) + name);
      Files.delete(local);
      Files.delete(local.getParent());
    }
  }

  /** Returns the number of keys in this number of rows. */
  public static long keys(long rows) {
    return rows - (rows - 1) / ROWS_TO_A_DUPLICATE;
  }

  private static String rows(int file, long rows) {
    List<String> columns = new ArrayList<>();
    for (Field field : SampleDefinitions.orders().schema().columns()) {
      columns.add(column(field.name(), TypeNames.duckDb(field.type())));
    }
    for (AddedColumn added : AddedColumn.values()) {
      String type = added.isNarrow() ? "INTEGER" : TypeNames.duckDb(added.type());
      columns.add(
          switch (added) {
            case FILE_OFFSET -> file + "::" + type + " AS _file_offset";
            case LINE -> "(i - " + file * rows + ")::" + type + " AS _line";
            default -> column(added.columnName(), type);
          });
    }
    return "SELECT "
        + String.join(", ", columns)
        + " FROM range("
        + file * rows
        + ", "
        + (file + 1) * rows
        + ") r(i)";
  }

  private static String column(String name, String type) {
    return "CAST("
        + VALUES.getOrDefault(name, "NULL")
        + " AS "
        + type
        + ") AS "
        + TypeNames.quoted(name);
  }
}
