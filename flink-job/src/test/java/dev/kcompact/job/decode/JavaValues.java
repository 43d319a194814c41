package dev.kcompact.job.decode;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kcompact.contract.schema.ColumnType;
import dev.kcompact.contract.schema.ColumnType.ArrayType;
import dev.kcompact.contract.schema.ColumnType.DecimalType;
import dev.kcompact.contract.schema.ColumnType.MapType;
import dev.kcompact.contract.schema.ColumnType.Scalar;
import dev.kcompact.contract.schema.ColumnType.StructType;
import dev.kcompact.job.decode.columns.ColumnValues;
import dev.kcompact.job.decode.columns.LongValues;
import dev.kcompact.job.decode.columns.RepeatedValues;
import dev.kcompact.job.decode.columns.StructValues;
import dev.kcompact.job.decode.columns.TextValues;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Converts columns to objects of the JDK. */
final class JavaValues {
  private JavaValues() {}

  static Map<String, @Nullable Object> struct(StructType type, ColumnValues values, int index) {
    StructValues structs = (StructValues) values;
    Map<String, @Nullable Object> found = new LinkedHashMap<>();
    for (int i = 0; i < type.fields().size(); i++) {
      found.put(
          type.fields().get(i).name(),
          value(type.fields().get(i).type(), structs.field(i), structs.fieldIndex(index)));
    }
    return found;
  }

  static @Nullable Object value(ColumnType type, ColumnValues values, int index) {
    if (values.isNull(index)) {
      return null;
    }
    if (type instanceof StructType struct) {
      return struct(struct, values, index);
    }
    if (type instanceof ArrayType array) {
      RepeatedValues lists = (RepeatedValues) values;
      List<@Nullable Object> found = new ArrayList<>();
      for (int i = lists.start(index); i < lists.end(index); i++) {
        found.add(value(array.element(), lists.elements(), i));
      }
      return found;
    }
    if (type instanceof MapType map) {
      RepeatedValues maps = (RepeatedValues) values;
      Map<String, @Nullable Object> found = new LinkedHashMap<>();
      for (int i = maps.start(index); i < maps.end(index); i++) {
        found.put(text(maps.keys(), i), value(map.value(), maps.elements(), i));
      }
      return found;
    }
    if (type instanceof DecimalType decimal) {
      return new BigDecimal(unscaled(values, index), decimal.scale());
    }
    return scalar((Scalar) type, values, index);
  }

  private static Object scalar(Scalar type, ColumnValues values, int index) {
    return switch (type) {
      case STRING, UUID, JSON -> text((TextValues) values, index);
      case INTEGER -> number(values, index);
      case NUMBER -> Double.longBitsToDouble(number(values, index));
      case BOOLEAN -> number(values, index) != 0;
      case DATE -> LocalDate.ofEpochDay(number(values, index));
      case TIMESTAMP -> Instant.EPOCH.plus(number(values, index), ChronoUnit.MICROS);
    };
  }

  private static BigInteger unscaled(ColumnValues values, int index) {
    if (values instanceof LongValues longs) {
      return BigInteger.valueOf(longs.get(index));
    }
    TextValues texts = (TextValues) values;
    return new BigInteger(texts.buffer(index), texts.offset(index), texts.length(index));
  }

  private static long number(ColumnValues values, int index) {
    return ((LongValues) values).get(index);
  }

  private static String text(TextValues texts, int index) {
    return new String(texts.buffer(index), texts.offset(index), texts.length(index), UTF_8);
  }
}
