package dev.kcompact.finalizer.finalize.sql;

import static dev.kcompact.finalizer.duckdb.Sql.joining;

import dev.kcompact.contract.table.QualityRule.Severity;
import dev.kcompact.finalizer.duckdb.Sql;
import dev.kcompact.finalizer.finalize.rules.CompiledRule;
import dev.kcompact.finalizer.finalize.rules.CompiledRule.UniqueColumns;
import dev.kcompact.finalizer.finalize.rules.RuleBitmask;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** SQL that compares the rows of {@code row_status} and finds those that are not written. */
record DeduplicationSql(RowStatusSql status) {
  private static final Sql IS_GOOD = Sql.of("_state = {good}", Map.of("good", RowStatusSql.GOOD));

  /**
   * Finds superseded versions of records and marks the rows that break a uniqueness rule. Rules on
   * the key's own columns run first, because superseded versions are what breaks them. Other rules
   * compare only the newest versions: an older version must not return when the newest one is
   * rejected.
   */
  List<Sql> deduplicate() {
    List<Sql> statements = new ArrayList<>(markViolations(true, Sql.of("")));
    Sql superseded =
        status.table().key().isEmpty()
            ? Sql.of("SELECT _file, _row FROM row_status WHERE false")
            : allButNewest(
                status.table().key(),
                Sql.of("row_status WHERE {is_good}", Map.of("is_good", IS_GOOD)));
    statements.add(Sql.of("CREATE TEMP TABLE superseded AS {rows}", Map.of("rows", superseded)));
    statements.addAll(markViolations(false, Sql.of("ANTI JOIN superseded USING (_file, _row)")));
    if (status.needsAllRows()) {
      statements.add(Sql.of("DELETE FROM row_status WHERE NOT _in_bucket"));
    }
    return statements;
  }

  private List<Sql> markViolations(boolean ofTheKey, Sql join) {
    List<Sql> statements = new ArrayList<>();
    List<CompiledRule> rules = status.bitmask().rules();
    for (int i = 0; i < rules.size(); i++) {
      if (rules.get(i) instanceof UniqueColumns unique && status.isOfTheKey(unique) == ofTheKey) {
        statements.addAll(markViolations(i, unique, join));
      }
    }
    return statements;
  }

  private List<Sql> markViolations(int rule, UniqueColumns unique, Sql join) {
    Stream<Sql> areSet =
        unique.columns().stream()
            .map(
                name ->
                    Sql.of("{column} IS NOT NULL", Map.of("column", RowStatusSql.compared(name))));
    Sql rows =
        Sql.of(
            "row_status {join} WHERE {conditions}",
            Map.of(
                "join",
                join,
                "conditions",
                Stream.concat(Stream.of(IS_GOOD), areSet).collect(joining(" AND "))));
    Sql reject =
        unique.severity() == Severity.REJECT
            ? Sql.of(", _state = {invalid}", Map.of("invalid", RowStatusSql.INVALID))
            : Sql.of("");
    return List.of(
        Sql.of(
            "CREATE OR REPLACE TEMP TABLE unique_violations AS {rows}",
            Map.of("rows", allButNewest(unique.columns(), rows))),
        Sql.of(
            """
            UPDATE row_status SET {mask} = {mask} | {bit}{reject}
            FROM unique_violations
            WHERE row_status._file = unique_violations._file
              AND row_status._row = unique_violations._row
            """,
            Map.of(
                "mask", RuleBitmask.columnOf(rule),
                "bit", RuleBitmask.bit(rule),
                "reject", reject)));
  }

  private Sql allButNewest(Collection<String> columns, Sql rows) {
    return Sql.of(
        """
        SELECT _file, _row FROM (
          SELECT _file, _row,
            row_number() OVER (PARTITION BY {columns} ORDER BY {newest_first}) AS _number
          FROM {rows})
        WHERE _number > 1
        """,
        Map.of(
            "columns", columns.stream().map(RowStatusSql::compared).collect(joining(", ")),
            "newest_first", newestFirst(),
            "rows", rows));
  }

  private Sql newestFirst() {
    Stream<Sql> order = status.order().stream().map(RowStatusSql::compared);
    return Stream.concat(order, BucketSql.POSITION.stream().map(Sql::identifier))
        .map(column -> Sql.of("{column} DESC NULLS LAST", Map.of("column", column)))
        .collect(joining(", "));
  }

  /** Creates the table {@code excluded_rows}: the positions of the rows that are not written. */
  Sql excludedRows() {
    Sql ofBucket =
        status.needsAllRows() ? Sql.of("SEMI JOIN row_status USING (_file, _row)") : Sql.of("");
    return Sql.of(
        """
        CREATE TEMP TABLE excluded_rows AS
        SELECT _file, _row FROM row_status WHERE _state <> {good}
        UNION ALL
        SELECT _file, _row FROM superseded {of_bucket}
        """,
        Map.of("good", RowStatusSql.GOOD, "of_bucket", ofBucket));
  }
}
