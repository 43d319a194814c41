package dev.kcompact.finalizer.finalize.sql;

import static dev.kcompact.finalizer.duckdb.Sql.joining;

import dev.kcompact.contract.json.JsonText;
import dev.kcompact.contract.schema.ColumnType;
import dev.kcompact.contract.schema.ColumnType.ArrayType;
import dev.kcompact.contract.schema.ColumnType.DecimalType;
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
 * Serializes a row to the JSON that its schema describes: timestamps in RFC 3339, decimals with all
 * their digits, JSON columns as they were written. Absent fields are null. The text is
 * concatenated, because DuckDB's own JSON turns numbers into doubles.
 */
final class RowJsonSql {
  private RowJsonSql() {}

  static Sql of(TableSchema schema) {
    return object(schema.columns(), field -> Sql.identifier(field.name()), 0);
  }

  private static Sql object(List<Field> fields, Function<Field, Sql> value, int depth) {
    Sql members =
        fields.stream()
            .map(
                field ->
                    Sql.of(
                        "{name}, {json}",
                        Map.of(
                            "name",
                            Sql.literal(
                                (field.equals(fields.get(0)) ? "{" : ",")
                                    + JsonText.quoted(field.name())
                                    + ":"),
                            "json",
                            json(field.type(), value.apply(field), depth))))
            .collect(joining(", "));
    return Sql.of("concat({members}, '}')", Map.of("members", members));
  }

  /** Returns the text of a value; {@code null} for NULL. */
  private static Sql json(ColumnType type, Sql value, int depth) {
    return Sql.of("coalesce({text}, 'null')", Map.of("text", text(type, value, depth)));
  }

  /** Returns the text of a value; NULL for NULL. */
  private static Sql text(ColumnType type, Sql value, int depth) {
    if (type instanceof StructType struct) {
      Sql object = object(struct.fields(), field -> member(value, field), depth);
      return Sql.of(
          "CASE WHEN {value} IS NOT NULL THEN {object} END",
          Map.of("value", value, "object", object));
    }
    Sql element = Sql.identifier("_j" + depth);
    if (type instanceof ArrayType array) {
      return Sql.of(
          "'[' || array_to_string(list_transform({list}, lambda {element}: {json}), ',') || ']'",
          Map.of(
              "list", value,
              "element", element,
              "json", json(array.element(), element, depth + 1)));
    }
    if (type instanceof MapType map) {
      Sql mapValue = Sql.of("{entry}.value", Map.of("entry", element));
      return Sql.of(
          """
          '{' || array_to_string(
            list_transform(
              map_entries({map}),
              lambda {entry}: CAST(to_json({entry}.key) AS VARCHAR) || ':' || {json}),
            ',') || '}'
          """,
          Map.of(
              "map", value,
              "entry", element,
              "json", json(map.value(), mapValue, depth + 1)));
    }
    Map<String, Sql> values = Map.of("value", value);
    return type instanceof DecimalType decimal ? number(decimal, values) : text(type, values);
  }

  private static Sql member(Sql struct, Field field) {
    return Sql.of(
        "struct_extract({struct}, {name})",
        Map.of("struct", struct, "name", Sql.literal(field.name())));
  }

  /** DuckDB writes no zero before the point of a number that has digits behind it only. */
  private static Sql number(DecimalType type, Map<String, Sql> value) {
    return type.precision() == type.scale()
        ? Sql.of("regexp_replace(CAST({value} AS VARCHAR), '^(-?)0*([.])', '\\10\\2')", value)
        : Sql.of("CAST({value} AS VARCHAR)", value);
  }

  private static Sql text(ColumnType type, Map<String, Sql> value) {
    if (type == Scalar.TIMESTAMP) {
      return Sql.of(
          "'\"' || strftime({value} AT TIME ZONE 'UTC', '%Y-%m-%dT%H:%M:%S.%fZ') || '\"'", value);
    }
    return type == Scalar.JSON
        ? Sql.of(
            "CASE WHEN json_valid({value}) THEN {value} ELSE CAST(to_json({value}) AS VARCHAR) END",
            value)
        : Sql.of("CAST(to_json({value}) AS VARCHAR)", value);
  }
}
