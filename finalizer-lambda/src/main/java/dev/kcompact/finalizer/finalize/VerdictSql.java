package dev.kcompact.finalizer.finalize;

import static dev.kcompact.contract.schema.AddedColumn.CORRUPT_REASON;

import dev.kcompact.contract.schema.TypeNames;
import dev.kcompact.contract.table.QualityRule.Fresh;
import dev.kcompact.contract.table.QualityRule.Severity;
import dev.kcompact.contract.table.TableDefinition;
import dev.kcompact.finalizer.finalize.Rule.OfColumns;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The statements that say what becomes of each row. They read the few columns that rules, key and
 * order need, once, into a narrow table; what follows asks that table alone.
 *
 * @param order columns by which the newest of the rows with equal key is told
 */
record VerdictSql(TableDefinition table, List<String> order, RuleBits bits) {
  /** Good, invalid and corrupt rows in {@code verdict._state}. */
  static final int GOOD = 0;

  static final int INVALID = 1;
  static final int CORRUPT = 2;

  VerdictSql {
    order = List.copyOf(order);
  }

  /** Whether a rule can be broken by rows of two parts of the table together. */
  boolean needsTheWholeTable() {
    return bits.rules().stream()
        .anyMatch(rule -> rule instanceof OfColumns unique && !isOfTheKey(unique));
  }

  private boolean isOfTheKey(OfColumns unique) {
    return Set.copyOf(unique.columns()).equals(Set.copyOf(table.key()));
  }

  /**
   * The table {@code verdict}: one narrow row for each row of a relation.
   *
   * @param relation with the columns of {@code source}
   * @param mine predicate: whether a row is of this part
   */
  String verdict(String relation, String mine) {
    List<String> columns = new ArrayList<>(List.of("_file", "_row"));
    if (needsTheWholeTable()) {
      columns.add(mine + " AS _mine");
    }
    String isCorrupt = CORRUPT_REASON.columnName() + " IS NOT NULL";
    for (int mask = 0; mask < bits.masks(); mask++) {
      columns.add(
          "CASE WHEN " + isCorrupt + " THEN 0 ELSE " + bits.value(mask) + " END AS _mask" + mask);
    }
    columns.add(isCorrupt + " AS _corrupt");
    columns.addAll(compared());
    columns.add(TableSql.POSITION);
    return "CREATE TEMP TABLE verdict AS SELECT *, CASE WHEN _corrupt THEN "
        + CORRUPT
        + " WHEN "
        + bits.rejected()
        + " THEN "
        + INVALID
        + " ELSE "
        + GOOD
        + " END AS _state FROM (SELECT "
        + String.join(", ", columns)
        + " FROM "
        + relation
        + ")";
  }

  /** Columns that rows are compared by. */
  private List<String> compared() {
    Set<String> names = new LinkedHashSet<>(table.key());
    names.addAll(table.key().isEmpty() ? List.of() : order);
    for (Rule rule : bits.rules()) {
      if (rule instanceof OfColumns unique) {
        names.addAll(unique.columns());
      }
    }
    fresh().forEach(rule -> names.add(rule.column()));
    return names.stream().map(name -> TypeNames.quoted(name) + " AS " + compared(name)).toList();
  }

  private static String compared(String column) {
    return TypeNames.quoted("_v_" + column);
  }

  private static List<String> compared(List<String> columns) {
    return columns.stream().map(VerdictSql::compared).toList();
  }

  /** What tells which of several rows is the newest. */
  private String newestFirst() {
    List<String> columns = new ArrayList<>(compared(table.key().isEmpty() ? List.of() : order));
    columns.addAll(List.of(TableSql.POSITION.split(", ")));
    return columns.stream()
        .map(column -> column + " DESC NULLS LAST")
        .collect(Collectors.joining(", "));
  }

  /**
   * Finds the older versions of records, and marks the rows that break a rule on columns. Of the
   * key's own columns before that, for then versions are what breaks the rule; of others after it,
   * for only a record's newest version stands for it, and an older one is not to come back when
   * that one is rejected.
   */
  List<String> compare() {
    List<String> statements = new ArrayList<>();
    for (int i = 0; i < bits.rules().size(); i++) {
      if (bits.rules().get(i) instanceof OfColumns unique && isOfTheKey(unique)) {
        statements.addAll(markShared(i, unique, ""));
      }
    }
    String good = "verdict WHERE _state = " + GOOD;
    statements.add(
        "CREATE TEMP TABLE older AS "
            + (table.key().isEmpty()
                ? "SELECT _file, _row FROM verdict WHERE false"
                : numbered(compared(table.key()), good)));
    for (int i = 0; i < bits.rules().size(); i++) {
      if (bits.rules().get(i) instanceof OfColumns unique && !isOfTheKey(unique)) {
        statements.addAll(markShared(i, unique, " ANTI JOIN older USING (_file, _row)"));
      }
    }
    if (needsTheWholeTable()) {
      statements.add("DELETE FROM verdict WHERE NOT _mine");
    }
    return statements;
  }

  private List<String> markShared(int rule, OfColumns unique, String among) {
    List<String> columns = compared(unique.columns());
    List<String> conditions = new ArrayList<>(List.of("_state = " + GOOD));
    columns.forEach(column -> conditions.add(column + " IS NOT NULL"));
    String rows = "verdict" + among + " WHERE " + String.join(" AND ", conditions);
    String reject = unique.severity() == Severity.REJECT ? ", _state = " + INVALID : "";
    return List.of(
        "CREATE OR REPLACE TEMP TABLE shared AS " + numbered(columns, rows),
        "UPDATE verdict SET "
            + RuleBits.mask(rule)
            + " = "
            + RuleBits.mask(rule)
            + " | "
            + RuleBits.bit(rule)
            + reject
            + " FROM shared WHERE verdict._file = shared._file AND verdict._row = shared._row");
  }

  /** Positions of all rows but the newest among those with the same values. */
  private String numbered(List<String> columns, String rows) {
    return "SELECT _file, _row FROM (SELECT _file, _row, row_number() OVER (PARTITION BY "
        + String.join(", ", columns)
        + " ORDER BY "
        + newestFirst()
        + ") AS _number FROM "
        + rows
        + ") WHERE _number > 1";
  }

  /** The table {@code excluded}: positions of all rows that are not written. */
  String excluded() {
    return "CREATE TEMP TABLE excluded AS SELECT _file, _row FROM verdict WHERE _state <> "
        + GOOD
        + " UNION ALL SELECT _file, _row FROM older"
        + (needsTheWholeTable() ? " SEMI JOIN verdict USING (_file, _row)" : "");
  }

  /** Rows, corrupt, invalid, excluded, then for each rule the rows that break it. */
  String counts() {
    List<String> counts = new ArrayList<>();
    counts.add("count(*)");
    counts.add("count(*) FILTER (WHERE _state = " + CORRUPT + ")");
    counts.add("count(*) FILTER (WHERE _state = " + INVALID + ")");
    counts.add("(SELECT count(*) FROM excluded)");
    for (int i = 0; i < bits.rules().size(); i++) {
      counts.add("count(*) FILTER (WHERE " + RuleBits.broken(i) + ")");
    }
    return "SELECT " + String.join(", ", counts) + " FROM verdict";
  }

  /**
   * The first positions of rows that break a rule: the rule's index, then the position.
   *
   * @param rules indexes; at least one
   */
  String samples(List<Integer> rules, int most) {
    return rules.stream()
        .map(
            rule ->
                "SELECT * FROM (SELECT "
                    + rule
                    + " AS rule, "
                    + TableSql.POSITION
                    + " FROM verdict WHERE "
                    + RuleBits.broken(rule)
                    + " ORDER BY "
                    + TableSql.POSITION
                    + " LIMIT "
                    + most
                    + ")")
        .collect(
            Collectors.joining(
                " UNION ALL ", "SELECT * FROM (", ") ORDER BY rule, " + TableSql.POSITION));
  }

  private List<Fresh> fresh() {
    return table.rules().stream().filter(Fresh.class::isInstance).map(Fresh.class::cast).toList();
  }

  /** Columns whose newest moment is asked for. */
  List<String> freshColumns() {
    return fresh().stream().map(Fresh::column).distinct().toList();
  }

  /** The newest moment among the rows that are written, in microseconds; null without any. */
  String newest(String column) {
    return "SELECT epoch_us(max("
        + compared(column)
        + ")) FROM verdict ANTI JOIN excluded USING (_file, _row)";
  }
}
