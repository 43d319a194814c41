package dev.kcompact.contract.table;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kcompact.contract.schema.ColumnType;
import dev.kcompact.contract.schema.ColumnType.ArrayType;
import dev.kcompact.contract.schema.ColumnType.DecimalType;
import dev.kcompact.contract.schema.ColumnType.MapType;
import dev.kcompact.contract.schema.ColumnType.Scalar;
import dev.kcompact.contract.schema.ColumnType.StructType;
import dev.kcompact.contract.schema.Constraints;
import dev.kcompact.contract.schema.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The JSON of a column type in a footer: {@code "integer"}, {@code {"decimal":[10,2]}}, {@code
 * {"array":T}}, {@code {"map":T}}, {@code {"struct":{"name":T}}}.
 */
final class StampedType {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private StampedType() {}

  /** Returns a type without its forms and constraints, which no footer has. */
  static ColumnType bare(ColumnType type) {
    return decode(encode(type));
  }

  static JsonNode encode(ColumnType type) {
    if (type instanceof Scalar scalar) {
      return JSON.textNode(scalar.name().toLowerCase(Locale.ROOT));
    }
    ObjectNode node = JSON.objectNode();
    if (type instanceof DecimalType decimal) {
      ArrayNode digits = node.putArray("decimal");
      digits.add(decimal.precision()).add(decimal.scale());
    } else if (type instanceof ArrayType array) {
      node.set("array", encode(array.element()));
    } else if (type instanceof MapType map) {
      node.set("map", encode(map.value()));
    } else {
      ObjectNode fields = node.putObject("struct");
      ((StructType) type).fields().forEach(field -> fields.set(field.name(), encode(field.type())));
    }
    return node;
  }

  /** Throws {@link IllegalArgumentException} for any other JSON. */
  static ColumnType decode(JsonNode node) {
    if (node.isTextual()) {
      return Scalar.valueOf(node.textValue().toUpperCase(Locale.ROOT));
    }
    if (node.has("decimal")) {
      return new DecimalType(
          node.path("decimal").path(0).asInt(), node.path("decimal").path(1).asInt());
    }
    if (node.has("array")) {
      return new ArrayType(decode(node.path("array")), Constraints.NONE);
    }
    if (node.has("map")) {
      return new MapType(decode(node.path("map")), Constraints.NONE);
    }
    List<Field> fields = new ArrayList<>();
    for (Map.Entry<String, JsonNode> each : node.path("struct").properties()) {
      fields.add(new Field(each.getKey(), decode(each.getValue()), false, true, Constraints.NONE));
    }
    return new StructType(fields);
  }
}
