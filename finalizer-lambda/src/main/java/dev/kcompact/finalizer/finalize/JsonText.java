package dev.kcompact.finalizer.finalize;

import dev.kcompact.contract.schema.ColumnType;
import dev.kcompact.contract.schema.ColumnType.ArrayType;
import dev.kcompact.contract.schema.ColumnType.MapType;
import dev.kcompact.contract.schema.ColumnType.Scalar;
import dev.kcompact.contract.schema.ColumnType.StructType;
import dev.kcompact.contract.schema.Field;
import dev.kcompact.contract.schema.TableSchema;
import dev.kcompact.contract.schema.TypeNames;
import dev.kcompact.finalizer.duckdb.Sql;
import java.util.List;
import java.util.stream.Collectors;

/**
 * An expression that writes a row as the JSON that its schema describes: moments in RFC 3339,
 * free-form JSON as it is. Fields that are absent come out as null.
 */
final class JsonText {
  private JsonText() {}

  static String of(TableSchema schema) {
    return "CAST(to_json(" + pack(schema.columns(), "", 0) + ") AS VARCHAR)";
  }

  private static String pack(List<Field> fields, String of, int depth) {
    return fields.stream()
        .map(
            field -> {
              String name = TypeNames.quoted(field.name());
              String value =
                  of.isEmpty()
                      ? name
                      : "struct_extract(" + of + ", " + Sql.literal(field.name()) + ")";
              return name + " := " + value(field.type(), value, depth);
            })
        .collect(Collectors.joining(", ", "struct_pack(", ")"));
  }

  private static String value(ColumnType type, String value, int depth) {
    if (!differs(type)) {
      return value;
    }
    String each = "_j" + depth;
    if (type instanceof StructType struct) {
      return "CASE WHEN "
          + value
          + " IS NOT NULL THEN "
          + pack(struct.fields(), value, depth)
          + " END";
    }
    if (type instanceof ArrayType array) {
      return "list_transform("
          + value
          + ", lambda "
          + each
          + ": "
          + value(array.element(), each, depth + 1)
          + ")";
    }
    if (type instanceof MapType map) {
      return "map_from_entries(list_transform(map_entries("
          + value
          + "), lambda "
          + each
          + ": struct_pack(k := "
          + each
          + ".key, v := "
          + value(map.value(), each + ".value", depth + 1)
          + ")))";
    }
    return type == Scalar.TIMESTAMP
        ? "strftime(" + value + " AT TIME ZONE 'UTC', '%Y-%m-%dT%H:%M:%S.%fZ')"
        : "CASE WHEN json_valid("
            + value
            + ") THEN CAST("
            + value
            + " AS JSON) ELSE to_json("
            + value
            + ") END";
  }

  /** Whether {@code to_json} alone would write it otherwise. */
  private static boolean differs(ColumnType type) {
    if (type instanceof StructType struct) {
      return struct.fields().stream().anyMatch(field -> differs(field.type()));
    }
    if (type instanceof ArrayType array) {
      return differs(array.element());
    }
    if (type instanceof MapType map) {
      return differs(map.value());
    }
    return type == Scalar.TIMESTAMP || type == Scalar.JSON;
  }
}
