package dev.kcompact.contract.table;

import static java.util.Objects.requireNonNull;

/**
 * A predicate that every row of a table should satisfy; null counts as satisfied, as in SQL's
 * CHECK.
 *
 * @param name unique within the table
 * @param sql DuckDB expression over the table's columns
 * @param severity what a row outside means
 */
public record QualityRule(String name, String sql, Severity severity) {
  /** What happens to a row that breaks a rule. */
  public enum Severity {
    /** The row goes to quarantine; the day goes on. */
    REJECT,
    /** Counted and reported; the row stays. */
    WARN,
    /** The day is not published. */
    FAIL
  }

  public QualityRule {
    requireNonNull(name, "name is null");
    requireNonNull(sql, "sql is null");
    requireNonNull(severity, "severity is null");
    if (sql.isBlank()) {
      throw new IllegalArgumentException("sql is blank in rule " + name);
    }
  }
}
