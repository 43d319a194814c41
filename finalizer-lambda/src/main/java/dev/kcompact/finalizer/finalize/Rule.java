package dev.kcompact.finalizer.finalize;

import static java.util.Objects.requireNonNull;

import dev.kcompact.contract.table.QualityRule.Severity;

/**
 * A predicate over a table's columns; a row breaks it where it is false, not where it is null.
 *
 * @param name of the definition's rule, or {@code keyword:/pointer} of the schema's
 * @param predicate in DuckDB's SQL
 */
record Rule(String name, String predicate, Severity severity) {
  Rule {
    requireNonNull(name, "name is null");
    requireNonNull(predicate, "predicate is null");
    requireNonNull(severity, "severity is null");
  }
}
