package dev.kcompact.finalizer.finalize;

import dev.kcompact.contract.schema.AddedColumn;
import dev.kcompact.contract.schema.TypeNames;
import dev.kcompact.contract.table.BaseTable;
import dev.kcompact.contract.table.QualityRule.Reference;
import dev.kcompact.finalizer.duckdb.Sql;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The statements of a rule that asks for a record of another table. */
final class ReferenceSql {
  private ReferenceSql() {}

  /** The table of the values that are there. */
  static String table(Reference rule) {
    return TypeNames.quoted("reference_" + rule.name());
  }

  static String create(Reference rule, BaseTable other) {
    List<String> columns = new ArrayList<>();
    for (int i = 0; i < rule.keys().size(); i++) {
      String key = rule.keys().get(i);
      columns.add(
          "_k" + i + " " + TypeNames.duckDb(other.schema().column(key).orElseThrow().type()));
    }
    return "CREATE TEMP TABLE " + table(rule) + " (" + String.join(", ", columns) + ")";
  }

  /**
   * Takes a file's values.
   *
   * @param present columns that the file has; it must have all keys
   */
  static String insert(Reference rule, Path file, Set<String> present) {
    List<String> keys = rule.keys().stream().map(TypeNames::quoted).toList();
    List<String> conditions = new ArrayList<>(keys.stream().map(k -> k + " IS NOT NULL").toList());
    String corrupt = AddedColumn.CORRUPT_REASON.columnName();
    if (present.contains(corrupt)) {
      conditions.add(corrupt + " IS NULL");
    }
    return "INSERT INTO "
        + table(rule)
        + " SELECT DISTINCT "
        + String.join(", ", keys)
        + " FROM read_parquet("
        + Sql.literal(file.toString())
        + ") WHERE "
        + String.join(" AND ", conditions);
  }

  /** Null in a column is satisfied, also where nothing is there: IN of nothing is false for it. */
  static String predicate(Reference rule) {
    String someNull =
        rule.columns().stream()
            .map(column -> TypeNames.quoted(column) + " IS NULL")
            .collect(Collectors.joining(" OR "));
    return "CASE WHEN "
        + someNull
        + " THEN NULL ELSE "
        + row(rule.columns().stream().map(TypeNames::quoted).toList())
        + " IN (SELECT "
        + row(keyNames(rule))
        + " FROM "
        + table(rule)
        + ") END";
  }

  private static List<String> keyNames(Reference rule) {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < rule.keys().size(); i++) {
      names.add("_k" + i);
    }
    return names;
  }

  private static String row(List<String> columns) {
    return columns.size() == 1 ? columns.get(0) : "row(" + String.join(", ", columns) + ")";
  }
}
