package dev.kcompact.finalizer.finalize.lift;

import static dev.kcompact.finalizer.duckdb.Sql.joining;
import static java.util.Objects.requireNonNull;

import dev.kcompact.contract.schema.AddedColumn;
import dev.kcompact.contract.schema.ColumnType.DecimalType;
import dev.kcompact.contract.schema.ColumnType.Scalar;
import dev.kcompact.contract.schema.Field;
import dev.kcompact.contract.table.BaseTable;
import dev.kcompact.contract.table.QualityRule.Severity;
import dev.kcompact.finalizer.duckdb.DuckDb;
import dev.kcompact.finalizer.duckdb.Sql;
import dev.kcompact.finalizer.finalize.rules.CompiledRule;
import dev.kcompact.finalizer.finalize.rules.CompiledRule.RowPredicate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * SQL that fills the columns that some compacted files lack with values from {@code _rescued}. A
 * function in Java takes them out, because SQL cannot check them as strictly as the job.
 *
 * @param function that takes the values; its arguments are {@code _rescued} and the file's group
 * @param columns that some file lacks; not empty
 * @param groups for each file, the number of the columns that it lacks; -1 if there are none
 */
record LiftedColumns(Sql function, List<Field> columns, List<Integer> groups) {
  LiftedColumns {
    requireNonNull(function, "function is null");
    columns = List.copyOf(columns);
    groups = List.copyOf(groups);
  }

  /**
   * Registers the function in the database.
   *
   * @return empty if no file with unknown fields lacks a column
   */
  static Optional<LiftedColumns> of(DuckDb db, BaseTable table, FileColumns files) {
    List<List<Field>> missing = files.names().stream().map(names -> missing(table, names)).toList();
    List<List<Field>> distinct =
        missing.stream().filter(columns -> !columns.isEmpty()).distinct().toList();
    if (distinct.isEmpty()) {
      return Optional.empty();
    }
    List<RowLifter> lifters =
        distinct.stream().map(columns -> new RowLifter(table, columns)).toList();
    Sql function = db.register((rescued, group) -> lifters.get(group.intValue()).lift(rescued));
    Set<Field> some = distinct.stream().flatMap(List::stream).collect(Collectors.toSet());
    return Optional.of(
        new LiftedColumns(
            function,
            table.schema().columns().stream().filter(some::contains).toList(),
            missing.stream().map(distinct::indexOf).toList()));
  }

  /** Returns the columns that a file lacks and can have in {@code _rescued}. */
  private static List<Field> missing(BaseTable table, Set<String> names) {
    return names.contains(AddedColumn.RESCUED.columnName())
        ? table.schema().columns().stream()
            .filter(field -> !field.name().startsWith("_") && !names.contains(field.name()))
            .toList()
        : List.of();
  }

  /**
   * Returns rows with their missing values, and without these in {@code _rescued}; the column
   * {@code _unfit} has the names of columns whose values do not fit, as {@code ,a,b,}.
   *
   * @param rows with all columns of compacted files, and {@code _file}
   */
  Sql fill(Sql rows) {
    return Sql.of(
        """
        SELECT * EXCLUDE (_lifted) REPLACE (
            {values},
            CASE WHEN _lifted IS NULL THEN _rescued
              ELSE json_extract_string(_lifted, '/r') END AS _rescued),
          json_extract_string(_lifted, '/u') AS _unfit
        FROM (
          SELECT *,
            CASE WHEN _corrupt_reason IS NULL AND _rescued IS NOT NULL AND {group} >= 0
              THEN {lift}(_rescued, {group}) END AS _lifted
          FROM ({rows}))
        """,
        Map.of(
            "values",
            columns.stream().map(LiftedColumns::value).collect(joining(", ")),
            "group",
            group(),
            "lift",
            function,
            "rows",
            rows));
  }

  private Sql group() {
    return Sql.of(
        "([{groups}]::BIGINT[])[_file::BIGINT + 1]",
        Map.of("groups", groups.stream().map(group -> Sql.number(group)).collect(joining(", "))));
  }

  private static Sql value(Field column) {
    boolean isPlain = column.type() instanceof Scalar || column.type() instanceof DecimalType;
    Map<String, Sql> place = Map.of("place", Sql.literal("/v/" + column.name()));
    return Sql.of(
        "coalesce({column}, CAST({json} AS {type})) AS {column}",
        Map.of(
            "column",
            Sql.identifier(column.name()),
            "json",
            isPlain
                ? Sql.of("json_extract_string(_lifted, {place})", place)
                : Sql.of("json_extract(_lifted, {place})", place),
            "type",
            Sql.type(column.type())));
  }

  /** Returns a rule for each column, which rejects rows whose value does not fit. */
  List<CompiledRule> rules() {
    return columns.stream().map(LiftedColumns::rule).toList();
  }

  private static CompiledRule rule(Field column) {
    Sql name = Sql.literal("," + column.name() + ",");
    return new RowPredicate(
        "rescued:/" + column.name(),
        Sql.of("NOT contains(_unfit, {name})", Map.of("name", name)),
        Severity.REJECT);
  }
}
