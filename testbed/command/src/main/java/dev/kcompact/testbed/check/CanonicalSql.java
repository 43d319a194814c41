package dev.kcompact.testbed.check;

import dev.kcompact.testbed.check.DeclaredType.Decimal;
import dev.kcompact.testbed.check.DeclaredType.ListOf;
import dev.kcompact.testbed.check.DeclaredType.MapOf;
import dev.kcompact.testbed.check.DeclaredType.Simple;
import dev.kcompact.testbed.check.DeclaredType.Struct;
import java.util.List;
import java.util.stream.Collectors;

/** DuckDB expressions with the same result as {@link CanonicalText}. */
final class CanonicalSql {
  private CanonicalSql() {}

  static String ofRow(DeclaredTable table) {
    return columns(table, table.columns().fields().stream().map(f -> f.getKey()).toList(), true);
  }

  /** The concatenated text of some columns. */
  static String ofColumns(DeclaredTable table, List<String> columns) {
    return columns(table, columns, false);
  }

  private static String columns(DeclaredTable table, List<String> names, boolean row) {
    return names.stream()
        .map(name -> of(table.column(name), value(name), 0))
        .collect(Collectors.joining(", ", row ? "concat('(', " : "concat(", row ? ", ')')" : ")"));
  }

  private static String value(String column) {
    List<String> steps = DeclaredTable.steps(column);
    String value = '"' + steps.get(0) + '"';
    for (String field : steps.subList(1, steps.size())) {
      value = "struct_extract(" + value + ", '" + field + "')";
    }
    return value;
  }

  private static String of(DeclaredType type, String value, int depth) {
    if (type instanceof Struct struct) {
      return struct.fields().stream()
          .map(
              field ->
                  of(
                      field.getValue(),
                      "struct_extract(" + value + ", '" + field.getKey() + "')",
                      depth))
          .collect(
              Collectors.joining(
                  ", ",
                  "CASE WHEN " + value + " IS NULL THEN '~' ELSE concat('(', ",
                  ", ')') END"));
    }
    if (type instanceof ListOf list) {
      return elements(value, value, "[", "]", depth, of(list.element(), "x" + depth, depth + 1));
    }
    if (type instanceof MapOf map) {
      String entry = "x" + depth;
      return elements(
          value,
          "list_sort(map_entries(" + value + "))",
          "{",
          "}",
          depth,
          "concat("
              + of(Simple.TEXT, "struct_extract(" + entry + ", 'key')", depth + 1)
              + ", "
              + of(map.value(), "struct_extract(" + entry + ", 'value')", depth + 1)
              + ")");
    }
    if (type instanceof Decimal) {
      return "coalesce('n' || CAST(" + value + " AS VARCHAR) || ';', '~')";
    }
    return simple((Simple) type, value);
  }

  private static String elements(
      String value, String list, String open, String close, int depth, String element) {
    return "CASE WHEN "
        + value
        + " IS NULL THEN '~' WHEN len("
        + list
        + ") = 0 THEN '"
        + open
        + close
        + "' ELSE concat('"
        + open
        + "', array_to_string(list_transform("
        + list
        + ", lambda x"
        + depth
        + ": "
        + element
        + "), ''), '"
        + close
        + "') END";
  }

  private static String simple(Simple type, String value) {
    String text =
        switch (type) {
          case TEXT -> "'s' || strlen(" + value + ") || ':' || " + value;
          case INTEGER -> "'i' || CAST(" + value + " AS VARCHAR) || ';'";
          case NUMBER -> "'d' || CAST(CAST(" + value + " AS BIT) AS VARCHAR) || ';'";
          case BOOLEAN -> "CASE WHEN " + value + " THEN 't' WHEN NOT " + value + " THEN 'f' END";
          case DATE -> "'D' || date_diff('day', DATE '1970-01-01', " + value + ") || ';'";
          case TIMESTAMP -> "'T' || epoch_us(" + value + ") || ';'";
        };
    return "coalesce(" + text + ", '~')";
  }
}
