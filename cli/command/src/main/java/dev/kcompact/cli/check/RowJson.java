package dev.kcompact.cli.check;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kcompact.contract.json.JsonText;
import dev.kcompact.contract.schema.ColumnType;
import dev.kcompact.contract.schema.ColumnType.ArrayType;
import dev.kcompact.contract.schema.ColumnType.DecimalType;
import dev.kcompact.contract.schema.ColumnType.MapType;
import dev.kcompact.contract.schema.ColumnType.Scalar;
import dev.kcompact.contract.schema.ColumnType.StructType;
import dev.kcompact.contract.schema.Field;
import dev.kcompact.job.decode.columns.ColumnValues;
import dev.kcompact.job.decode.columns.LongValues;
import dev.kcompact.job.decode.columns.RepeatedValues;
import dev.kcompact.job.decode.columns.Row;
import dev.kcompact.job.decode.columns.StructValues;
import dev.kcompact.job.decode.columns.TextValues;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Writes a decoded row as JSON that DuckDB casts to the columns' types exactly: plain values are
 * strings.
 */
final class RowJson {
  private static final DateTimeFormatter MICROS =
      DateTimeFormatter.ofPattern("HH:mm:ss.SSSSSS", Locale.ROOT);

  private final StructType root;

  RowJson(StructType root) {
    this.root = root;
  }

  /**
   * Returns the columns of a good row.
   *
   * @throws IllegalStateException if the row is corrupt
   */
  String of(Row row) {
    StringBuilder out = new StringBuilder();
    append(out, root, row.columns(), 0);
    return out.toString();
  }

  private static void append(StringBuilder out, ColumnType type, ColumnValues values, int index) {
    if (values.isNull(index)) {
      out.append("null");
    } else if (type instanceof StructType struct) {
      struct(out, struct, (StructValues) values, index);
    } else if (type instanceof ArrayType array) {
      list(out, array, (RepeatedValues) values, index);
    } else if (type instanceof MapType map) {
      map(out, map, (RepeatedValues) values, index);
    } else {
      JsonText.appendQuoted(out, text(type, values, index));
    }
  }

  private static void struct(StringBuilder out, StructType type, StructValues values, int index) {
    List<Field> fields = type.fields();
    int inside = values.fieldIndex(index);
    out.append('{');
    for (int i = 0; i < fields.size(); i++) {
      JsonText.appendName(out, fields.get(i).name());
      append(out, fields.get(i).type(), values.field(i), inside);
    }
    out.append('}');
  }

  private static void list(StringBuilder out, ArrayType type, RepeatedValues values, int index) {
    out.append('[');
    for (int i = values.start(index); i < values.end(index); i++) {
      out.append(i == values.start(index) ? "" : ",");
      append(out, type.element(), values.elements(), i);
    }
    out.append(']');
  }

  private static void map(StringBuilder out, MapType type, RepeatedValues values, int index) {
    out.append('{');
    for (int i = values.start(index); i < values.end(index); i++) {
      JsonText.appendName(out, string(values.keys(), i));
      append(out, type.value(), values.elements(), i);
    }
    out.append('}');
  }

  private static String text(ColumnType type, ColumnValues values, int index) {
    if (type instanceof DecimalType decimal) {
      return decimal(decimal, values, index).toPlainString();
    }
    if (values instanceof TextValues texts) {
      return string(texts, index);
    }
    long value = ((LongValues) values).get(index);
    return switch ((Scalar) type) {
      case BOOLEAN -> Boolean.toString(value != 0);
      case NUMBER -> Double.toString(Double.longBitsToDouble(value));
      case DATE -> LocalDate.ofEpochDay(value).toString();
      case TIMESTAMP -> moment(value);
      default -> Long.toString(value);
    };
  }

  private static BigDecimal decimal(DecimalType type, ColumnValues values, int index) {
    if (values instanceof TextValues texts) {
      int from = texts.offset(index);
      byte[] bytes = Arrays.copyOfRange(texts.buffer(index), from, from + texts.length(index));
      return new BigDecimal(new BigInteger(bytes), type.scale());
    }
    return BigDecimal.valueOf(((LongValues) values).get(index), type.scale());
  }

  private static String moment(long micros) {
    Instant moment = Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    LocalDateTime utc = LocalDateTime.ofInstant(moment, ZoneOffset.UTC);
    return utc.toLocalDate() + " " + MICROS.format(utc) + "+00";
  }

  private static String string(TextValues texts, int index) {
    return new String(texts.buffer(index), texts.offset(index), texts.length(index), UTF_8);
  }
}
