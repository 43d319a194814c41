package dev.kcompact.cli.check;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import dev.kcompact.contract.schema.ColumnType;
import dev.kcompact.contract.schema.ColumnType.ArrayType;
import dev.kcompact.contract.schema.ColumnType.MapType;
import dev.kcompact.contract.schema.ColumnType.StructType;
import dev.kcompact.contract.schema.Field;
import dev.kcompact.contract.schema.FieldPath;
import dev.kcompact.contract.schema.Pointer;
import dev.kcompact.contract.schema.TableSchema;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Counts the fields that a table's schema does not know, by name and JSON type. The keys of maps
 * are contents of records: they are shown as {@code *}, as are the indexes of arrays.
 */
final class UnknownFields {
  /** Names beyond this number are counted together. */
  static final int MAX_NAMES = 1000;

  private static final String OTHERS = "(other names)";

  private static final JsonFactory JSON =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxStringLength(Integer.MAX_VALUE)
                  .maxNumberLength(Integer.MAX_VALUE)
                  .maxNameLength(Integer.MAX_VALUE)
                  .build())
          .build();

  private final TableSchema schema;
  private final Map<String, Map<String, Long>> types = new TreeMap<>();

  UnknownFields(TableSchema schema) {
    this.schema = schema;
  }

  /** Adds the members of a row's {@code _rescued}; null for none. */
  void add(@Nullable String rescued) {
    if (rescued == null) {
      return;
    }
    try (JsonParser parser = JSON.createParser(rescued)) {
      parser.nextToken();
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String name = masked(parser.currentName());
        String type = typeOf(parser.nextToken());
        parser.skipChildren();
        types.computeIfAbsent(known(name), each -> new TreeMap<>()).merge(type, 1L, Long::sum);
      }
    } catch (IOException e) {
      throw new IllegalStateException("column _rescued holds no JSON object");
    }
  }

  private String known(String name) {
    return types.size() < MAX_NAMES || types.containsKey(name) ? name : OTHERS;
  }

  private static String typeOf(JsonToken token) {
    return switch (token) {
      case START_OBJECT -> "object";
      case START_ARRAY -> "array";
      case VALUE_STRING -> "string";
      case VALUE_NUMBER_INT -> "integer";
      case VALUE_NUMBER_FLOAT -> "number";
      case VALUE_TRUE, VALUE_FALSE -> "boolean";
      default -> "null";
    };
  }

  private String masked(String name) {
    FieldPath path;
    try {
      path = FieldPath.parse(name);
    } catch (IllegalArgumentException e) {
      return name;
    }
    List<String> steps = new ArrayList<>();
    ColumnType type = schema.root();
    for (String step : path.pointer().steps()) {
      boolean isKey = type instanceof MapType || type instanceof ArrayType;
      steps.add(isKey ? "*" : step);
      type = inside(type, step);
    }
    return new FieldPath(path.origin(), new Pointer(steps)).toString();
  }

  private static @Nullable ColumnType inside(@Nullable ColumnType type, String step) {
    if (type instanceof MapType map) {
      return map.value();
    }
    if (type instanceof ArrayType array) {
      return array.element();
    }
    if (type instanceof StructType struct) {
      for (Field field : struct.fields()) {
        if (field.path().pointer().steps().equals(List.of(step))) {
          return field.type();
        }
      }
    }
    return null;
  }

  /** Returns the number of values by name and JSON type. */
  Map<String, Map<String, Long>> counts() {
    return types;
  }
}
