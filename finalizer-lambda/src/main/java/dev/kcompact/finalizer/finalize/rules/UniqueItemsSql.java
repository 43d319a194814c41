package dev.kcompact.finalizer.finalize.rules;

import static dev.kcompact.finalizer.duckdb.Sql.joining;

import dev.kcompact.contract.schema.ColumnType;
import dev.kcompact.contract.schema.ColumnType.ArrayType;
import dev.kcompact.contract.schema.ColumnType.MapType;
import dev.kcompact.contract.schema.ColumnType.Scalar;
import dev.kcompact.contract.schema.ColumnType.StructType;
import dev.kcompact.finalizer.duckdb.DuckDb;
import dev.kcompact.finalizer.duckdb.Sql;
import java.util.Map;

/** Elements of a list that are equal by value: maps in any order, JSON text in any form. */
final class UniqueItemsSql {
  private UniqueItemsSql() {}

  /** {@code list_distinct} drops nulls; a list may have one. */
  static Sql of(ColumnType type, Sql list) {
    return Sql.of(
        """
        len(list_distinct({values})) + least(1, len(list_filter({list}, lambda _u: _u IS NULL)))
          = len({list})
        """,
        Map.of("list", list, "values", canonical(type, list, 0)));
  }

  /** Returns a value that is equal for equal values of JSON. */
  private static Sql canonical(ColumnType type, Sql value, int depth) {
    if (!differs(type)) {
      return value;
    }
    Sql element = Sql.identifier("_c" + depth);
    if (type instanceof ArrayType array) {
      return Sql.of(
          "list_transform({list}, lambda {element}: {canonical})",
          Map.of(
              "list", value,
              "element", element,
              "canonical", canonical(array.element(), element, depth + 1)));
    }
    if (type instanceof MapType map) {
      Sql entry = Sql.of("{element}.value", Map.of("element", element));
      return Sql.of(
          """
          list_sort(list_transform(map_entries({map}),
            lambda {element}: struct_pack(k := {element}.key, v := {canonical})))
          """,
          Map.of(
              "map", value,
              "element", element,
              "canonical", canonical(map.value(), entry, depth + 1)));
    }
    if (type instanceof StructType struct) {
      Sql members =
          struct.fields().stream()
              .map(
                  field ->
                      Sql.of(
                          "{name} := {canonical}",
                          Map.of(
                              "name", Sql.identifier(field.name()),
                              "canonical",
                                  canonical(
                                      field.type(),
                                      Sql.of(
                                          "struct_extract({struct}, {name})",
                                          Map.of(
                                              "struct", value, "name", Sql.literal(field.name()))),
                                      depth))))
              .collect(joining(", "));
      return Sql.of(
          "CASE WHEN {value} IS NOT NULL THEN struct_pack({members}) END",
          Map.of("value", value, "members", members));
    }
    return DuckDb.canonicalJson(value);
  }

  /** Whether equal values of JSON may be different values of the column. */
  private static boolean differs(ColumnType type) {
    if (type instanceof StructType struct) {
      return struct.fields().stream().anyMatch(field -> differs(field.type()));
    }
    if (type instanceof ArrayType array) {
      return differs(array.element());
    }
    return type instanceof MapType || type == Scalar.JSON;
  }
}
