package dev.kcompact.benchmark.flink;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kcompact.contract.schema.ColumnType;
import dev.kcompact.contract.schema.ColumnType.ArrayType;
import dev.kcompact.contract.schema.ColumnType.DecimalType;
import dev.kcompact.contract.schema.ColumnType.MapType;
import dev.kcompact.contract.schema.ColumnType.Scalar;
import dev.kcompact.contract.schema.ColumnType.StructType;
import dev.kcompact.contract.schema.Field;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.table.data.DecimalData;
import org.apache.flink.table.data.GenericArrayData;
import org.apache.flink.table.data.GenericMapData;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.data.TimestampData;
import org.jspecify.annotations.Nullable;

/** Converts a JSON value to Flink's internal form of a declared type. */
@FunctionalInterface
interface Converter {
  /** Converts a value that is neither missing nor null. */
  Object convertPresent(JsonNode node);

  default @Nullable Object convert(@Nullable JsonNode node) {
    return node == null || node.isNull() ? null : convertPresent(node);
  }

  static Converter of(ColumnType type) {
    if (type instanceof Scalar scalar) {
      return switch (scalar) {
        case STRING, UUID -> node -> StringData.fromString(node.textValue());
        case JSON -> node -> StringData.fromString(node.toString());
        case INTEGER -> JsonNode::longValue;
        case NUMBER -> JsonNode::doubleValue;
        case BOOLEAN -> JsonNode::booleanValue;
        case DATE -> node -> (int) LocalDate.parse(node.textValue()).toEpochDay();
        case TIMESTAMP ->
            node -> TimestampData.fromInstant(OffsetDateTime.parse(node.textValue()).toInstant());
      };
    }
    if (type instanceof DecimalType decimal) {
      return node -> decimal(node, decimal);
    }
    if (type instanceof ArrayType array) {
      return array(of(array.element()));
    }
    if (type instanceof MapType map) {
      return map(of(map.value()));
    }
    return struct((StructType) type);
  }

  private static Object decimal(JsonNode node, DecimalType type) {
    BigDecimal value = node.isTextual() ? new BigDecimal(node.textValue()) : node.decimalValue();
    return DecimalData.fromBigDecimal(value, type.precision(), type.scale());
  }

  private static Converter array(Converter element) {
    return node -> {
      Object[] values = new Object[node.size()];
      for (int i = 0; i < values.length; i++) {
        values[i] = element.convert(node.get(i));
      }
      return new GenericArrayData(values);
    };
  }

  private static Converter map(Converter value) {
    return node -> {
      Map<StringData, @Nullable Object> entries = new LinkedHashMap<>();
      node.properties()
          .forEach(
              entry ->
                  entries.put(
                      StringData.fromString(entry.getKey()), value.convert(entry.getValue())));
      return new GenericMapData(entries);
    };
  }

  private static Converter struct(StructType type) {
    List<String> names = type.fields().stream().map(Field::name).toList();
    List<Converter> converters = type.fields().stream().map(field -> of(field.type())).toList();
    return node -> {
      GenericRowData row = new GenericRowData(names.size());
      for (int i = 0; i < names.size(); i++) {
        row.setField(i, converters.get(i).convert(node.get(names.get(i))));
      }
      return row;
    };
  }
}
