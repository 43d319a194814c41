package dev.kcompact.contract.table;

import static java.util.Objects.requireNonNull;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;

/** A requirement on a day of a table, in addition to its schema. */
public sealed interface QualityRule {
  /** Unique within the table. */
  String name();

  /** What happens if the rule is broken. */
  Severity severity();

  /** What happens to a row or a day that breaks a rule. */
  enum Severity {
    /** The row goes to quarantine; the day continues. */
    REJECT,
    /** Counted and reported; the row stays. */
    WARN,
    /** The day is not published. */
    FAIL
  }

  /**
   * A predicate that every row should satisfy; null counts as satisfied, as in SQL's CHECK.
   *
   * @param sql DuckDB expression over the table's columns
   */
  record Predicate(String name, String sql, Severity severity) implements QualityRule {
    public Predicate {
      requireNonNull(name, "name is null");
      requireNonNull(sql, "sql is null");
      requireNonNull(severity, "severity is null");
      if (sql.isBlank()) {
        throw new IllegalArgumentException("sql is blank in rule " + name);
      }
    }
  }

  /**
   * No two records of the day have the same values here; null equals nothing, as in SQL's UNIQUE.
   * Versions of one record count as one, unless the columns are the table's key itself. Of rows
   * that share values all but the newest break the rule.
   */
  record Unique(String name, List<String> columns, Severity severity) implements QualityRule {
    public Unique {
      requireNonNull(name, "name is null");
      requireNonNull(severity, "severity is null");
      columns = List.copyOf(columns);
      if (columns.isEmpty()) {
        throw new IllegalArgumentException("columns is empty in rule " + name);
      }
    }
  }

  /**
   * The values are those of a record of another table, of the same day or of days before it; null
   * in one of them counts as satisfied, as in SQL's FOREIGN KEY.
   *
   * @param columns of this table
   * @param table the other one; a base table
   * @param keys its columns, in the same order
   * @param days how many published days before this one are looked at; 0 for none
   */
  record Reference(
      String name,
      List<String> columns,
      String table,
      List<String> keys,
      int days,
      Severity severity)
      implements QualityRule {
    /** Each of them is read. */
    public static final int MAX_DAYS = 400;

    public Reference {
      requireNonNull(name, "name is null");
      requireNonNull(table, "table is null");
      requireNonNull(severity, "severity is null");
      columns = List.copyOf(columns);
      keys = List.copyOf(keys);
      if (columns.isEmpty() || columns.size() != keys.size()) {
        throw new IllegalArgumentException(
            "columns and keys are not pairs in rule " + name + ": " + columns + ", " + keys);
      }
      if (days < 0 || days > MAX_DAYS) {
        throw new IllegalArgumentException(
            "days is not within 0.." + MAX_DAYS + " in rule " + name + ": " + days);
      }
    }
  }

  /**
   * The newest value of a column is at most this old at the end of the day. A day without rows
   * breaks the rule.
   *
   * @param column a date-time
   */
  record Fresh(String name, String column, Duration within, Severity severity)
      implements QualityRule {
    public Fresh {
      requireNonNull(name, "name is null");
      requireNonNull(column, "column is null");
      ofDay(name, severity);
      if (within.isNegative() || within.isZero()) {
        throw new IllegalArgumentException(
            "within is not positive in rule " + name + ": " + within);
      }
    }
  }

  /**
   * The number of the day's processed rows, compared with the median of the earlier published days.
   * Without a published day, the rule passes.
   *
   * @param days how many days before are looked at
   * @param least smallest share of the median, such as 0.5
   * @param most greatest share of the median, such as 2
   */
  record RowCount(String name, int days, BigDecimal least, BigDecimal most, Severity severity)
      implements QualityRule {
    /** The most partitions that one request to the catalog may name. */
    public static final int MAX_DAYS = 400;

    public RowCount {
      requireNonNull(name, "name is null");
      ofDay(name, severity);
      if (days < 1 || days > MAX_DAYS) {
        throw new IllegalArgumentException(
            "days is not within 1.." + MAX_DAYS + " in rule " + name + ": " + days);
      }
      if (least.signum() < 0 || most.compareTo(least) < 0) {
        throw new IllegalArgumentException(
            "least is below 0 or above most in rule " + name + ": " + least + ", " + most);
      }
    }
  }

  private static void ofDay(String name, Severity severity) {
    if (severity == Severity.REJECT) {
      throw new IllegalArgumentException(
          "severity is reject in rule "
              + name
              + "; expected warn or fail, for it is the day that breaks it and no row");
    }
  }
}
