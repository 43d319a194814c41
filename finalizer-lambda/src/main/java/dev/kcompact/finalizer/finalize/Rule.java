package dev.kcompact.finalizer.finalize;

import static java.util.Objects.requireNonNull;

import dev.kcompact.contract.table.QualityRule.Severity;
import java.util.List;

/** What is asked of a table's rows, in the form in which it is checked. */
sealed interface Rule {
  /** Of the definition's rule, or {@code keyword:/pointer} of the schema's. */
  String name();

  Severity severity();

  /**
   * A predicate over a table's columns; a row breaks it where it is false, not where it is null.
   *
   * @param predicate in DuckDB's SQL
   */
  record OfRow(String name, String predicate, Severity severity) implements Rule {
    public OfRow {
      requireNonNull(name, "name is null");
      requireNonNull(predicate, "predicate is null");
      requireNonNull(severity, "severity is null");
    }
  }

  /** Columns whose values no two records share. */
  record OfColumns(String name, List<String> columns, Severity severity) implements Rule {
    public OfColumns {
      requireNonNull(name, "name is null");
      requireNonNull(severity, "severity is null");
      columns = List.copyOf(columns);
    }
  }
}
