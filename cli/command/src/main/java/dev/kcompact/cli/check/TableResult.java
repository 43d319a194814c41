package dev.kcompact.cli.check;

import static java.util.Objects.requireNonNull;

import dev.kcompact.contract.naming.ObjectKind;
import dev.kcompact.contract.table.QualityRule.Severity;
import java.util.List;
import java.util.Map;

/**
 * What a check found in a table's objects.
 *
 * @param listed objects of the table; all of them if {@code isComplete}
 * @param objects that were read
 * @param bytes stored bytes of those
 * @param records in them, corrupt ones included
 * @param corrupt by reason and pointer
 * @param invalid rows that break a rule of severity reject
 * @param rules that are broken
 * @param unchecked rules that a sample of objects cannot break or satisfy
 * @param unknown values by name and JSON type, of fields that the schema does not know
 * @param names what is odd in the names of the listed objects, by its kind
 * @param excluded listed objects that are left out of the rows
 */
record TableResult(
    String table,
    long listed,
    boolean isComplete,
    long objects,
    long bytes,
    long records,
    Map<String, Places> corrupt,
    long invalid,
    List<RuleResult> rules,
    List<String> unchecked,
    Map<String, Map<String, Long>> unknown,
    Map<String, Places> names,
    Map<ObjectKind, Long> excluded) {
  /** A broken rule. */
  record RuleResult(String rule, Severity severity, Places rows) {
    RuleResult {
      requireNonNull(rule, "rule is null");
      requireNonNull(severity, "severity is null");
      requireNonNull(rows, "rows is null");
    }
  }

  TableResult {
    requireNonNull(table, "table is null");
    rules = List.copyOf(rules);
    unchecked = List.copyOf(unchecked);
  }

  long corruptRecords() {
    return corrupt.values().stream().mapToLong(Places::count).sum();
  }

  /** Records that would not be in the processed table. */
  long rejected() {
    return corruptRecords() + invalid;
  }

  long good() {
    return records - rejected();
  }

  /** Rows that no day takes; they are among {@code invalid}. */
  long undated() {
    return rules.stream()
        .filter(rule -> rule.rule().startsWith("day:"))
        .mapToLong(rule -> rule.rows().count())
        .sum();
  }

  /** Whether more than a share of the records is rejected, or a rule fails the day. */
  boolean exceeds(double maxReject) {
    return rejected() > maxReject * records
        || rules.stream().anyMatch(rule -> rule.severity() == Severity.FAIL);
  }
}
