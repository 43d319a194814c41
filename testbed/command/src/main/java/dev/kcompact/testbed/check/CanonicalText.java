package dev.kcompact.testbed.check;

import dev.kcompact.testbed.check.DeclaredType.Decimal;
import dev.kcompact.testbed.check.DeclaredType.ListOf;
import dev.kcompact.testbed.check.DeclaredType.MapOf;
import dev.kcompact.testbed.check.DeclaredType.Simple;
import dev.kcompact.testbed.check.DeclaredType.Struct;
import dev.kcompact.testbed.sample.Row;
import dev.kcompact.testbed.sample.Row.DecimalText;
import dev.kcompact.testbed.sample.Row.FreeJson;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The canonical text of a value of a declared type: two values are equal exactly if their texts
 * are. {@link CanonicalSql} generates the same text in DuckDB.
 *
 * <p>Null is {@code ~}. A string is {@code s<bytes>:<text>}, an integer {@code i<digits>;}, a
 * double {@code d<64 bits>;}, a decimal {@code n<digits>;}, a boolean {@code t} or {@code f}, a
 * date {@code D<days>;}, a timestamp {@code T<microseconds>;}, a list {@code [...]}, a map {@code
 * {...}} sorted by its keys' bytes, an object {@code (...)} in the order of the declaration.
 */
final class CanonicalText {
  private CanonicalText() {}

  static String of(DeclaredType type, @Nullable Object value) {
    StringBuilder out = new StringBuilder(512);
    write(out, type, value);
    return out.toString();
  }

  /** The concatenated text of some columns of a row. */
  static String ofColumns(DeclaredTable table, List<String> columns, Row row) {
    StringBuilder out = new StringBuilder(64);
    for (String column : columns) {
      write(out, table.column(column), value(row, column));
    }
    return out.toString();
  }

  private static @Nullable Object value(Row row, String column) {
    Object value = row;
    for (String step : DeclaredTable.steps(column)) {
      value = value instanceof Row object ? object.get(step) : null;
    }
    return value;
  }

  private static void write(StringBuilder out, DeclaredType type, @Nullable Object value) {
    if (value == null) {
      out.append('~');
    } else if (type instanceof Struct struct) {
      out.append('(');
      struct.fields().forEach(f -> write(out, f.getValue(), ((Row) value).get(f.getKey())));
      out.append(')');
    } else if (type instanceof ListOf list) {
      out.append('[');
      ((List<?>) value).forEach(element -> write(out, list.element(), element));
      out.append(']');
    } else if (type instanceof MapOf map) {
      map(out, map, (Map<?, ?>) value);
    } else if (type instanceof Decimal decimal) {
      BigDecimal number = value instanceof DecimalText text ? text.value() : (BigDecimal) value;
      out.append('n')
          .append(number.setScale(decimal.scale(), RoundingMode.UNNECESSARY).toPlainString())
          .append(';');
    } else {
      simple(out, (Simple) type, value);
    }
  }

  private static void map(StringBuilder out, MapOf type, Map<?, ?> map) {
    out.append('{');
    map.keySet().stream()
        .map(String.class::cast)
        .sorted((a, b) -> Arrays.compareUnsigned(utf8(a), utf8(b)))
        .forEach(
            key -> {
              text(out, key);
              write(out, type.value(), map.get(key));
            });
    out.append('}');
  }

  private static void simple(StringBuilder out, Simple type, Object value) {
    switch (type) {
      case TEXT -> text(out, plain(value));
      case INTEGER -> out.append('i').append((long) (Long) value).append(';');
      case NUMBER -> number(out, (Double) value);
      case BOOLEAN -> out.append((Boolean) value ? 't' : 'f');
      case DATE -> out.append('D').append(((LocalDate) value).toEpochDay()).append(';');
      case TIMESTAMP ->
          out.append('T')
              .append(ChronoUnit.MICROS.between(Instant.EPOCH, (Instant) value))
              .append(';');
    }
  }

  private static void number(StringBuilder out, double value) {
    String bits = Long.toBinaryString(Double.doubleToRawLongBits(value));
    out.append('d').append("0".repeat(Long.SIZE - bits.length())).append(bits).append(';');
  }

  private static String plain(Object value) {
    if (value instanceof FreeJson json) {
      return json.text();
    }
    return value instanceof UUID id ? id.toString() : (String) value;
  }

  private static void text(StringBuilder out, String text) {
    out.append('s').append(utf8(text).length).append(':').append(text);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
