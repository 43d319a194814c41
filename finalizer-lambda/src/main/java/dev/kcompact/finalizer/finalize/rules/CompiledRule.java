package dev.kcompact.finalizer.finalize.rules;

import static java.util.Objects.requireNonNull;

import dev.kcompact.contract.table.QualityRule.Severity;
import dev.kcompact.finalizer.duckdb.Sql;
import java.util.List;

/** A rule for a table's rows, in the form that DuckDB checks. */
public sealed interface CompiledRule {
  /** The name in the table definition, or {@code keyword:/pointer} of the schema. */
  String name();

  Severity severity();

  /**
   * A predicate over a table's columns; a row breaks it where it is false, not where it is null.
   */
  record RowPredicate(String name, Sql predicate, Severity severity) implements CompiledRule {
    public RowPredicate {
      requireNonNull(name, "name is null");
      requireNonNull(predicate, "predicate is null");
      requireNonNull(severity, "severity is null");
    }
  }

  record UniqueColumns(String name, List<String> columns, Severity severity)
      implements CompiledRule {
    public UniqueColumns {
      requireNonNull(name, "name is null");
      requireNonNull(severity, "severity is null");
      columns = List.copyOf(columns);
    }
  }
}
