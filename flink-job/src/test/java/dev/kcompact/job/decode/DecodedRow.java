package dev.kcompact.job.decode;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kcompact.contract.naming.PairedObject;
import dev.kcompact.contract.table.BaseTable;
import dev.kcompact.job.decode.columns.Row;
import dev.kcompact.job.decode.framing.ObjectDecoder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A copy of a row as objects of the JDK.
 *
 * @param columns by name; null on a corrupt row
 * @param reason null on a good row
 * @param text of a corrupt row, as in its column
 */
public record DecodedRow(
    int line,
    @Nullable Map<String, @Nullable Object> columns,
    @Nullable String rescued,
    @Nullable String reason,
    @Nullable String text) {

  public static List<DecodedRow> rows(BaseTable table, String text) {
    return rows(table, DecodeLimits.DEFAULTS, "x.json", text.getBytes(UTF_8));
  }

  public static List<DecodedRow> rows(
      BaseTable table, DecodeLimits limits, String key, byte[] stored) {
    ObjectDecoder decoder = new ObjectDecoder(table, limits);
    return rows(decoder, table, key, stored);
  }

  public static List<DecodedRow> rows(
      ObjectDecoder decoder, BaseTable table, String key, byte[] stored) {
    return rows(decoder, table, key, stored, Map.of());
  }

  public static List<DecodedRow> rows(
      ObjectDecoder decoder,
      BaseTable table,
      String key,
      byte[] stored,
      Map<PairedObject, byte[]> sides) {
    List<DecodedRow> rows = new ArrayList<>();
    try {
      int count = decoder.decode(key, stored, sides, row -> rows.add(of(table, row)));
      if (count != rows.size()) {
        throw new AssertionError("decode says " + count + " rows, passed on " + rows.size());
      }
    } catch (Exception e) {
      throw new AssertionError("decode failed", e);
    }
    return rows;
  }

  private static DecodedRow of(BaseTable table, Row row) {
    return row.isCorrupt()
        ? new DecodedRow(
            row.line(),
            null,
            row.rescued(),
            row.corruptReason(),
            new String(row.corruptText(), UTF_8))
        : new DecodedRow(
            row.line(),
            JavaValues.struct(table.schema().root(), row.columns(), 0),
            row.rescued(),
            null,
            null);
  }

  public @Nullable Object value(String column) {
    if (columns == null) {
      throw new AssertionError("row " + line + " is corrupt: " + reason);
    }
    return columns.get(column);
  }
}
