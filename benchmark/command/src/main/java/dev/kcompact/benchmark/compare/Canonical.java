package dev.kcompact.benchmark.compare;

import dev.kcompact.contract.schema.ColumnType;
import dev.kcompact.contract.schema.ColumnType.ArrayType;
import dev.kcompact.contract.schema.ColumnType.MapType;
import dev.kcompact.contract.schema.ColumnType.Scalar;
import dev.kcompact.contract.schema.ColumnType.StructType;
import dev.kcompact.contract.schema.TypeNames;
import java.util.stream.Collectors;

/**
 * The DuckDB expression of a value in its declared type, the same for whoever wrote it. Two types
 * need more than a cast: a UUID comes in either case, and free JSON is kept as it came by some and
 * written anew by others, a text without its quotes.
 */
final class Canonical {
  private Canonical() {}

  static String expression(String value, ColumnType type) {
    if (!needsMore(type)) {
      return "CAST(" + value + " AS " + TypeNames.duckDb(type) + ")";
    }
    if (type instanceof Scalar scalar) {
      return scalar == Scalar.UUID ? "lower(" + value + ")" : json(value);
    }
    if (type instanceof ArrayType array) {
      return "list_transform(" + value + ", lambda x: " + expression("x", array.element()) + ")";
    }
    if (type instanceof StructType struct) {
      String fields =
          struct.fields().stream()
              .map(
                  field ->
                      TypeNames.quoted(field.name())
                          + " := "
                          + expression(value + "." + TypeNames.quoted(field.name()), field.type()))
              .collect(Collectors.joining(", "));
      return "CASE WHEN " + value + " IS NOT NULL THEN struct_pack(" + fields + ") END";
    }
    throw new IllegalArgumentException("no canonical form of maps to UUID or free JSON: " + type);
  }

  private static String json(String value) {
    return "CASE WHEN json_valid("
        + value
        + ") THEN CAST(json("
        + value
        + ") AS VARCHAR) ELSE CAST(to_json("
        + value
        + ") AS VARCHAR) END";
  }

  private static boolean needsMore(ColumnType type) {
    if (type instanceof StructType struct) {
      return struct.fields().stream().anyMatch(field -> needsMore(field.type()));
    }
    if (type instanceof ArrayType array) {
      return needsMore(array.element());
    }
    if (type instanceof MapType map) {
      return needsMore(map.value());
    }
    return type == Scalar.UUID || type == Scalar.JSON;
  }
}
