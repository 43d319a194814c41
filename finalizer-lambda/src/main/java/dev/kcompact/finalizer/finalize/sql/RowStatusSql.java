package dev.kcompact.finalizer.finalize.sql;

import static dev.kcompact.finalizer.duckdb.Sql.joining;

import dev.kcompact.contract.table.QualityRule.Fresh;
import dev.kcompact.contract.table.TableDefinition;
import dev.kcompact.finalizer.duckdb.Sql;
import dev.kcompact.finalizer.finalize.rules.CompiledRule;
import dev.kcompact.finalizer.finalize.rules.CompiledRule.UniqueColumns;
import dev.kcompact.finalizer.finalize.rules.RuleBitmask;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * SQL that creates the narrow table {@code row_status} and reads its statistics. The first
 * statement reads the columns of rules, key and order once; the others read only that table.
 *
 * @param order columns that decide which of the rows with equal keys is the newest
 */
record RowStatusSql(TableDefinition table, List<String> order, RuleBitmask bitmask) {
  /** The values of {@code row_status._state}. */
  static final Sql GOOD = Sql.number(0);

  static final Sql INVALID = Sql.number(1);
  static final Sql CORRUPT = Sql.number(2);

  RowStatusSql {
    order = table.key().isEmpty() ? List.of() : List.copyOf(order);
  }

  /** Whether rows of different buckets can break a rule together. */
  boolean needsAllRows() {
    return bitmask.rules().stream()
        .anyMatch(rule -> rule instanceof UniqueColumns unique && !isOfTheKey(unique));
  }

  /** Whether a rule's columns are the key; rows with equal keys are always in one bucket. */
  boolean isOfTheKey(UniqueColumns unique) {
    return Set.copyOf(unique.columns()).equals(Set.copyOf(table.key()));
  }

  /** Creates {@code row_status}: one narrow row for each row of the bucket, or of all buckets. */
  Sql create(Sql isInBucket) {
    List<Sql> columns = new ArrayList<>(List.of(Sql.of("_file, _row")));
    if (needsAllRows()) {
      columns.add(Sql.of("{predicate} AS _in_bucket", Map.of("predicate", isInBucket)));
    }
    for (int mask = 0; mask < bitmask.masks(); mask++) {
      columns.add(
          Sql.of(
              "CASE WHEN _corrupt_reason IS NOT NULL THEN 0 ELSE {value} END AS {mask}",
              Map.of("value", bitmask.value(mask), "mask", RuleBitmask.column(mask))));
    }
    columns.add(Sql.of("_corrupt_reason IS NOT NULL AS _corrupt"));
    comparedColumns().forEach(name -> columns.add(comparedAs(name)));
    columns.add(Sql.identifiers(BucketSql.POSITION));
    Sql relation = needsAllRows() ? Sql.of("all_rows") : Sql.of("bucket_rows");
    return Sql.of(
        """
        CREATE TEMP TABLE row_status AS
        SELECT *,
          CASE WHEN _corrupt THEN {corrupt} WHEN {rejected} THEN {invalid} ELSE {good} END AS _state
        FROM (SELECT {columns} FROM {relation})
        """,
        Map.of(
            "corrupt", CORRUPT,
            "rejected", bitmask.isRejected(),
            "invalid", INVALID,
            "good", GOOD,
            "columns", columns.stream().collect(joining(", ")),
            "relation", relation));
  }

  /** Columns that decide a row's status together with the rules for single rows. */
  private Set<String> comparedColumns() {
    Set<String> names = new LinkedHashSet<>(table.key());
    names.addAll(order);
    for (CompiledRule rule : bitmask.rules()) {
      if (rule instanceof UniqueColumns unique) {
        names.addAll(unique.columns());
      }
    }
    names.addAll(freshColumns());
    return names;
  }

  private static Sql comparedAs(String column) {
    return Sql.of(
        "{column} AS {compared}",
        Map.of("column", Sql.column(column), "compared", compared(column)));
  }

  static Sql compared(String column) {
    return Sql.identifier("_v_" + column);
  }

  /** Counts all, corrupt, invalid and excluded rows, then the rows that break each rule. */
  Sql counts() {
    List<Sql> broken = new ArrayList<>();
    for (int i = 0; i < bitmask.rules().size(); i++) {
      broken.add(
          Sql.of(", count(*) FILTER (WHERE {broken})", Map.of("broken", RuleBitmask.isBroken(i))));
    }
    return Sql.of(
        """
        SELECT
          count(*),
          count(*) FILTER (WHERE _state = {corrupt}),
          count(*) FILTER (WHERE _state = {invalid}),
          (SELECT count(*) FROM excluded_rows){broken}
        FROM row_status
        """,
        Map.of(
            "corrupt", CORRUPT,
            "invalid", INVALID,
            "broken", broken.stream().collect(joining(""))));
  }

  /** Finds the first rows that break each rule: the rule's index, then the position. */
  Sql samples(List<Integer> rules, int limit) {
    Sql position = Sql.identifiers(BucketSql.POSITION);
    Sql samples =
        rules.stream()
            .map(
                rule ->
                    Sql.of(
                        """
                        SELECT * FROM (
                          SELECT {rule} AS rule, {position} FROM row_status
                          WHERE {broken} ORDER BY {position} LIMIT {limit})
                        """,
                        Map.of(
                            "rule", Sql.number(rule),
                            "position", position,
                            "broken", RuleBitmask.isBroken(rule),
                            "limit", Sql.number(limit))))
            .collect(joining(" UNION ALL "));
    return Sql.of(
        "SELECT * FROM ({samples}) ORDER BY rule, {position}",
        Map.of("samples", samples, "position", position));
  }

  List<String> freshColumns() {
    return table.rules().stream()
        .filter(Fresh.class::isInstance)
        .map(rule -> ((Fresh) rule).column())
        .distinct()
        .toList();
  }

  /** The latest timestamp of the written rows, in microseconds; null if there are none. */
  Sql newest(String column) {
    return Sql.of(
        """
        SELECT epoch_us(max({column}))
        FROM row_status ANTI JOIN excluded_rows USING (_file, _row)
        """,
        Map.of("column", compared(column)));
  }
}
