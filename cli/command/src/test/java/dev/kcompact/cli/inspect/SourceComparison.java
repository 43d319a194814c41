package dev.kcompact.cli.inspect;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kcompact.contract.schema.ColumnType;
import dev.kcompact.contract.schema.ColumnType.ArrayType;
import dev.kcompact.contract.schema.ColumnType.DecimalType;
import dev.kcompact.contract.schema.ColumnType.MapType;
import dev.kcompact.contract.schema.ColumnType.Scalar;
import dev.kcompact.contract.schema.ColumnType.StructType;
import dev.kcompact.contract.schema.Encoding;
import dev.kcompact.contract.schema.Encoding.Named;
import dev.kcompact.contract.schema.Field;
import dev.kcompact.contract.schema.MarkerColumn;
import dev.kcompact.contract.schema.Pointer;
import dev.kcompact.contract.schema.Rfc3339;
import dev.kcompact.contract.schema.ValueForm;
import dev.kcompact.job.decode.columns.ColumnValues;
import dev.kcompact.job.decode.columns.LongValues;
import dev.kcompact.job.decode.columns.RepeatedValues;
import dev.kcompact.job.decode.columns.Row;
import dev.kcompact.job.decode.columns.StructValues;
import dev.kcompact.job.decode.columns.TextValues;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Compares decoded rows with the records that they were made of: nothing may be lost. */
final class SourceComparison {
  private final ObjectNode rescued = RecordTexts.JSON.createObjectNode();

  private SourceComparison() {}

  static void assertSame(JsonNode record, StructType type, Row row) throws IOException {
    assertThat(row.isCorrupt()).as(() -> row.corruptReason() + " " + record).isFalse();
    SourceComparison comparison = new SourceComparison();
    comparison.struct(record, type, row.columns(), 0, "");
    JsonNode found =
        RecordTexts.JSON.readTree(row.rescued() == null ? "{}" : String.valueOf(row.rescued()));
    assertThat(found).as("rescued of %s", record).isEqualTo(comparison.rescued);
  }

  private void struct(
      JsonNode source, StructType type, StructValues values, int index, String place) {
    assertThat(values.isNull(index)).isFalse();
    int inside = values.fieldIndex(index);
    Set<String> known = new HashSet<>();
    for (int i = 0; i < type.fields().size(); i++) {
      Field field = type.fields().get(i);
      if (Arrays.stream(MarkerColumn.values())
          .noneMatch(it -> it.columnName().equals(field.name()))) {
        List<String> steps = field.path().pointer().steps();
        assertThat(steps).hasSize(1);
        known.add(steps.get(0));
        JsonNode value =
            source.has(steps.get(0)) ? source.get(steps.get(0)) : MissingNode.getInstance();
        value(
            value,
            field.type(),
            field.form(),
            values.field(i),
            inside,
            place + "/" + Pointer.escape(steps.get(0)));
      }
    }
    for (Map.Entry<String, JsonNode> member : source.properties()) {
      if (!known.contains(member.getKey())) {
        rescued.set(
            (place + "/" + Pointer.escape(member.getKey())).substring(1), member.getValue());
      }
    }
  }

  private void value(
      JsonNode source,
      ColumnType type,
      ValueForm form,
      ColumnValues values,
      int index,
      String place) {
    if (source.isNull() || source.isMissingNode()) {
      assertThat(values.isNull(index)).as(place).isTrue();
      return;
    }
    assertThat(values.isNull(index)).as(place).isFalse();
    if (form.encoding() instanceof Encoding.JsonText || type == Scalar.JSON) {
      JsonNode expected =
          form.encoding() instanceof Encoding.JsonText ? tree(source.textValue()) : source;
      assertThat(tree(text(values, index))).as(place).isEqualTo(expected);
    } else if (type instanceof StructType struct) {
      struct(source, struct, (StructValues) values, index, place);
    } else if (type instanceof ArrayType array) {
      RepeatedValues list = (RepeatedValues) values;
      assertThat(list.end(index) - list.start(index)).isEqualTo(source.size());
      for (int i = 0; i < source.size(); i++) {
        value(
            source.get(i),
            array.element(),
            array.form(),
            list.elements(),
            list.start(index) + i,
            place + "/" + i);
      }
    } else if (type instanceof MapType map) {
      map(source, map, (RepeatedValues) values, index, place);
    } else {
      scalar(source, type, form.encoding(), values, index, place);
    }
  }

  private void map(JsonNode source, MapType map, RepeatedValues values, int index, String place) {
    assertThat(values.end(index) - values.start(index)).isEqualTo(source.size());
    for (int i = values.start(index); i < values.end(index); i++) {
      String key = text(values.keys(), i);
      assertThat(source.has(key)).isTrue();
      value(
          source.get(key),
          map.value(),
          map.form(),
          values.elements(),
          i,
          place + "/" + Pointer.escape(key));
    }
  }

  private static void scalar(
      JsonNode source,
      ColumnType type,
      Encoding encoding,
      ColumnValues values,
      int index,
      String place) {
    JsonNode plain = source.isObject() ? source.elements().next() : source;
    if (type instanceof DecimalType decimal) {
      BigDecimal expected =
          encoding == Named.CONNECT_STRUCT ? Wrappers.scaled(source) : number(plain);
      assertThat(decimal(decimal, values, index)).as(place).isEqualByComparingTo(expected);
      return;
    }
    if (values instanceof TextValues) {
      String text = text(values, index);
      if (source.textValue() != null && text.indexOf(':') == 2 && encoding == Named.ISO) {
        assertThat(LocalTime.parse(text)).isEqualTo(LocalTime.parse(source.textValue()));
      } else {
        assertThat(text).as(place).isEqualTo(plain.textValue());
      }
      return;
    }
    long value = ((LongValues) values).get(index);
    switch ((Scalar) type) {
      case BOOLEAN -> assertThat(value != 0).isEqualTo(source.booleanValue());
      case NUMBER ->
          assertThat(new BigDecimal(Double.toString(Double.longBitsToDouble(value))))
              .as(place)
              .isEqualByComparingTo(number(plain));
      case INTEGER ->
          assertThat(BigDecimal.valueOf(value)).as(place).isEqualByComparingTo(number(plain));
      case DATE -> assertThat(value).as(place).isEqualTo(day(source));
      case TIMESTAMP -> assertThat(value).as(place).isEqualTo(micros(source, encoding));
      default -> throw new AssertionError(type);
    }
  }

  private static BigDecimal number(JsonNode plain) {
    return plain.isTextual() ? new BigDecimal(plain.textValue()) : plain.decimalValue();
  }

  private static long day(JsonNode source) {
    return source.isTextual()
        ? source.textValue().indexOf('/') > 0
            ? LocalDate.of(
                    Integer.parseInt(source.textValue().substring(6, 10)),
                    Integer.parseInt(source.textValue().substring(3, 5)),
                    Integer.parseInt(source.textValue().substring(0, 2)))
                .toEpochDay()
            : LocalDate.parse(source.textValue()).toEpochDay()
        : source.longValue();
  }

  private static long micros(JsonNode source, Encoding encoding) {
    if (source.isTextual()) {
      String zoned = source.textValue() + (encoding instanceof Encoding.Local ? "Z" : "");
      return Rfc3339.micros(zoned).orElseThrow();
    }
    if (encoding == Named.MONGO) {
      JsonNode date = source.get("$date");
      return date.isTextual()
          ? Rfc3339.micros(date.textValue()).orElseThrow()
          : date.isObject()
              ? Long.parseLong(date.get("$numberLong").textValue()) * 1000
              : date.longValue() * 1000;
    }
    long value = source.longValue();
    return switch ((Named) encoding) {
      case EPOCH_SECONDS -> value * 1_000_000;
      case EPOCH_MILLIS -> value * 1000;
      case EPOCH_MICROS -> value;
      case EPOCH_NANOS -> value / 1000;
      default -> throw new AssertionError(encoding);
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

  private static String text(ColumnValues values, int index) {
    TextValues texts = (TextValues) values;
    return new String(texts.buffer(index), texts.offset(index), texts.length(index), UTF_8);
  }

  private static JsonNode tree(String json) {
    try {
      return RecordTexts.JSON.readTree(json);
    } catch (IOException e) {
      throw new AssertionError(json, e);
    }
  }
}
