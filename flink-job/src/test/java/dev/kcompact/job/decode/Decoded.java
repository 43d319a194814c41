package dev.kcompact.job.decode;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kcompact.contract.table.BaseTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A row as plain objects, so that it outlives the next one.
 *
 * @param columns by name; null on a corrupt row
 * @param reason null on a good row
 * @param text of a corrupt row, as in its column
 */
record Decoded(
    int line,
    @Nullable Map<String, @Nullable Object> columns,
    @Nullable String rescued,
    @Nullable String reason,
    @Nullable String text) {

  static List<Decoded> rows(BaseTable table, String text) {
    return rows(table, DecodeLimits.DEFAULTS, "x.json", text.getBytes(UTF_8));
  }

  static List<Decoded> rows(BaseTable table, DecodeLimits limits, String key, byte[] stored) {
    ObjectDecoder decoder = new ObjectDecoder(table, limits);
    return rows(decoder, table, key, stored);
  }

  static List<Decoded> rows(ObjectDecoder decoder, BaseTable table, String key, byte[] stored) {
    List<Decoded> rows = new ArrayList<>();
    try {
      int count = decoder.decode(key, stored, row -> rows.add(of(table, row)));
      if (count != rows.size()) {
        throw new AssertionError("decode says " + count + " rows, handed on " + rows.size());
      }
    } catch (Exception e) {
      throw new AssertionError("decode failed", e);
    }
    return rows;
  }

  private static Decoded of(BaseTable table, Row row) {
    return row.isCorrupt()
        ? new Decoded(
            row.line(),
            null,
            row.rescued(),
            row.corruptReason(),
            new String(row.corruptText(), UTF_8))
        : new Decoded(
            row.line(),
            PlainValues.struct(table.schema().root(), row.columns(), 0),
            row.rescued(),
            null,
            null);
  }

  @Nullable Object value(String column) {
    if (columns == null) {
      throw new AssertionError("row " + line + " is corrupt: " + reason);
    }
    return columns.get(column);
  }
}
