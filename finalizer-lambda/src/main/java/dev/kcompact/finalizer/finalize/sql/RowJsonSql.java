package dev.kcompact.finalizer.finalize.sql;

import static dev.kcompact.finalizer.duckdb.Sql.joining;

import dev.kcompact.contract.schema.ColumnType;
import dev.kcompact.contract.schema.ColumnType.ArrayType;
import dev.kcompact.contract.schema.ColumnType.MapType;
import dev.kcompact.contract.schema.ColumnType.Scalar;
import dev.kcompact.contract.schema.ColumnType.StructType;
import dev.kcompact.contract.schema.Field;
import dev.kcompact.contract.schema.TableSchema;
import dev.kcompact.finalizer.duckdb.Sql;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Serializes a row to the JSON that its schema describes: timestamps in RFC 3339, JSON columns as
 * JSON. Absent fields are null.
 */
final class RowJsonSql {
  private RowJsonSql() {}

  static Sql of(TableSchema schema) {
    Sql row = pack(schema.columns(), field -> Sql.identifier(field.name()), 0);
    return Sql.of("CAST(to_json({row}) AS VARCHAR)", Map.of("row", row));
  }

  private static Sql pack(List<Field> fields, Function<Field, Sql> value, int depth) {
    Sql members =
        fields.stream()
            .map(
                field ->
                    Sql.of(
                        "{name} := {value}",
                        Map.of(
                            "name", Sql.identifier(field.name()),
                            "value", value(field.type(), value.apply(field), depth))))
            .collect(joining(", "));
    return Sql.of("struct_pack({members})", Map.of("members", members));
  }

  private static Sql member(Sql struct, Field field) {
    return Sql.of(
        "struct_extract({struct}, {name})",
        Map.of("struct", struct, "name", Sql.literal(field.name())));
  }

  private static Sql value(ColumnType type, Sql value, int depth) {
    if (!differs(type)) {
      return value;
    }
    Sql element = Sql.identifier("_j" + depth);
    if (type instanceof StructType struct) {
      Sql packed = pack(struct.fields(), field -> member(value, field), depth);
      return Sql.of(
          "CASE WHEN {value} IS NOT NULL THEN {packed} END",
          Map.of("value", value, "packed", packed));
    }
    if (type instanceof ArrayType array) {
      return Sql.of(
          "list_transform({list}, lambda {element}: {json})",
          Map.of(
              "list", value,
              "element", element,
              "json", value(array.element(), element, depth + 1)));
    }
    if (type instanceof MapType map) {
      Sql mapValue = Sql.of("{entry}.value", Map.of("entry", element));
      return Sql.of(
          """
          map_from_entries(list_transform(
            map_entries({map}), lambda {entry}: struct_pack(k := {entry}.key, v := {json})))
          """,
          Map.of(
              "map", value,
              "entry", element,
              "json", value(map.value(), mapValue, depth + 1)));
    }
    Map<String, Sql> values = Map.of("value", value);
    return type == Scalar.TIMESTAMP
        ? Sql.of("strftime({value} AT TIME ZONE 'UTC', '%Y-%m-%dT%H:%M:%S.%fZ')", values)
        : Sql.of(
            "CASE WHEN json_valid({value}) THEN CAST({value} AS JSON) ELSE to_json({value}) END",
            values);
  }

  /** Whether {@code to_json} alone would give a different text. */
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
