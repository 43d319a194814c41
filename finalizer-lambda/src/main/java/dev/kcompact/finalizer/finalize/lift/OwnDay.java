package dev.kcompact.finalizer.finalize.lift;

import static dev.kcompact.finalizer.duckdb.Sql.joining;
import static java.util.Objects.requireNonNull;

import dev.kcompact.contract.schema.ColumnPath;
import dev.kcompact.contract.schema.ColumnType.Scalar;
import dev.kcompact.contract.schema.Pointer;
import dev.kcompact.contract.table.BaseTable;
import dev.kcompact.contract.table.DayRule;
import dev.kcompact.contract.table.QualityRule.Severity;
import dev.kcompact.finalizer.duckdb.Sql;
import dev.kcompact.finalizer.finalize.rules.CompiledRule;
import dev.kcompact.finalizer.finalize.rules.CompiledRule.RowPredicate;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The rows of a day, by a column. A row that has no day, or one whose runs do not read its object,
 * belongs to its object's day, where it is invalid; so does a corrupt row.
 *
 * @param type of the column: a date or a timestamp
 * @param objectDays of the files, in their order
 */
public record OwnDay(
    DayRule.FromField rule, Scalar type, LocalDate day, List<LocalDate> objectDays) {
  public OwnDay {
    requireNonNull(rule, "rule is null");
    requireNonNull(type, "type is null");
    requireNonNull(day, "day is null");
    objectDays = List.copyOf(objectDays);
  }

  /** Returns empty for a table whose days are those of its objects. */
  public static Optional<OwnDay> of(BaseTable table, LocalDate day, List<LocalDate> objectDays) {
    return table.day() instanceof DayRule.FromField rule
        ? Optional.of(
            new OwnDay(
                rule,
                (Scalar) table.schema().column(rule.column()).orElseThrow().type(),
                day,
                objectDays))
        : Optional.empty();
  }

  /**
   * Returns whether a row belongs to the day; never null.
   *
   * <p>Java computes where days begin, because DuckDB may have another version of the time zones.
   */
  Sql isOwn() {
    return Sql.of(
        """
        (CASE WHEN _corrupt_reason IS NULL AND {in_day} THEN true
          ELSE {own_object} AND (_corrupt_reason IS NOT NULL OR NOT {in_window}) END)
        """,
        Map.of(
            "in_day", isWithin(day, day),
            "in_window", isInWindow(),
            "own_object", isOfOwnObject()));
  }

  private Sql isInWindow() {
    return isWithin(day.minusDays(rule.after()), day.plusDays(rule.before()));
  }

  private Sql isOfOwnObject() {
    Sql own =
        objectDays.stream()
            .map(each -> each.equals(day) ? Sql.of("true") : Sql.of("false"))
            .collect(joining(", "));
    return Sql.of("([{own}]::BOOLEAN[])[_file::BIGINT + 1]", Map.of("own", own));
  }

  private Sql isWithin(LocalDate first, LocalDate last) {
    Sql column = Sql.column(rule.column());
    return type == Scalar.DATE
        ? Sql.of(
            "coalesce({column} BETWEEN {first}::DATE AND {last}::DATE, false)",
            Map.of(
                "column", column,
                "first", Sql.literal(first.toString()),
                "last", Sql.literal(last.toString())))
        : Sql.of(
            "coalesce(epoch_us({column}) >= {first} AND epoch_us({column}) < {end}, false)",
            Map.of(
                "column", column,
                "first", micros(first),
                "end", micros(last.plusDays(1))));
  }

  private Sql micros(LocalDate startOf) {
    return Sql.number(startOf.atStartOfDay(rule.zone()).toEpochSecond() * 1_000_000);
  }

  /** Returns the rule that rejects rows of no day. */
  CompiledRule isOfTheDay() {
    return rule(isWithin(day, day));
  }

  /** Returns the rule that rejects rows which no run takes that reads the day's objects. */
  CompiledRule isOfSomeDay() {
    return rule(isInWindow());
  }

  private CompiledRule rule(Sql predicate) {
    Pointer pointer = new Pointer(ColumnPath.parse(rule.column()).steps());
    return new RowPredicate("day:" + pointer, predicate, Severity.REJECT);
  }
}
