package dev.kcompact.finalizer.finalize.rules;

import static dev.kcompact.finalizer.duckdb.Sql.joining;

import dev.kcompact.contract.schema.ColumnPath;
import dev.kcompact.contract.schema.Field;
import dev.kcompact.contract.table.BaseTable;
import dev.kcompact.contract.table.QualityRule.Reference;
import dev.kcompact.finalizer.duckdb.Sql;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** SQL of a rule that refers to records of another table. */
public final class ReferenceSql {
  private ReferenceSql() {}

  private static Sql table(Reference rule) {
    return Sql.identifier("reference_" + rule.name());
  }

  private static Sql keyColumn(int index) {
    return Sql.identifier("_k" + index);
  }

  public static Sql create(Reference rule, BaseTable other) {
    Sql columns =
        IntStream.range(0, rule.keys().size())
            .mapToObj(
                i -> {
                  Field key = other.schema().column(rule.keys().get(i)).orElseThrow();
                  return Sql.of(
                      "{name} {type}", Map.of("name", keyColumn(i), "type", Sql.type(key.type())));
                })
            .collect(joining(", "));
    return Sql.of(
        "CREATE TEMP TABLE {table} ({columns})", Map.of("table", table(rule), "columns", columns));
  }

  public static Sql drop(Reference rule) {
    return Sql.of("DROP TABLE {table}", Map.of("table", table(rule)));
  }

  /** Returns the columns of the other table that have the keys. */
  public static Set<String> keyColumns(Reference rule) {
    return rule.keys().stream()
        .map(key -> ColumnPath.parse(key).column())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Inserts the keys of published rows. The casts give a field that the file lacks as null. */
  public static Sql insertPublished(Reference rule, BaseTable other, Path file) {
    Sql columns =
        keyColumns(rule).stream()
            .map(
                name ->
                    Sql.of(
                        "CAST({name} AS {type}) AS {name}",
                        Map.of(
                            "name", Sql.identifier(name),
                            "type", Sql.type(other.schema().column(name).orElseThrow().type()))))
            .collect(joining(", "));
    return insert(
        rule,
        Sql.of(
            "SELECT {columns} FROM read_parquet({file})",
            Map.of("columns", columns, "file", Sql.file(file))));
  }

  /** Inserts the keys of compacted rows that are not corrupt. */
  public static Sql insertCompacted(Reference rule, Sql rows) {
    return insert(
        rule, Sql.of("SELECT * FROM ({rows}) WHERE _corrupt_reason IS NULL", Map.of("rows", rows)));
  }

  private static Sql insert(Reference rule, Sql rows) {
    Stream<Sql> keyIsSet =
        rule.keys().stream()
            .map(key -> Sql.of("{key} IS NOT NULL", Map.of("key", Sql.column(key))));
    return Sql.of(
        """
        INSERT INTO {table}
        SELECT DISTINCT {keys} FROM ({rows}) WHERE {conditions}
        """,
        Map.of(
            "table", table(rule),
            "keys", Sql.columns(rule.keys()),
            "rows", rows,
            "conditions", keyIsSet.collect(joining(" AND "))));
  }

  /** A null column satisfies the rule. Without the CASE, null IN an empty table would be false. */
  static Sql predicate(Reference rule) {
    Sql someNull =
        rule.columns().stream()
            .map(column -> Sql.of("{column} IS NULL", Map.of("column", Sql.column(column))))
            .collect(joining(" OR "));
    List<Sql> keys =
        IntStream.range(0, rule.keys().size()).mapToObj(ReferenceSql::keyColumn).toList();
    return Sql.of(
        "CASE WHEN {some_null} THEN NULL ELSE {row} IN (SELECT {keys} FROM {table}) END",
        Map.of(
            "some_null", someNull,
            "row", row(rule.columns().stream().map(Sql::column).toList()),
            "keys", row(keys),
            "table", table(rule)));
  }

  private static Sql row(List<Sql> columns) {
    return columns.size() == 1
        ? columns.get(0)
        : Sql.of("row({columns})", Map.of("columns", columns.stream().collect(joining(", "))));
  }
}
