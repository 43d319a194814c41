package dev.kcompact.finalizer.run.documents;

import static java.util.Objects.requireNonNull;

import dev.kcompact.contract.table.QualityRule.Severity;
import java.util.List;

/**
 * The broken rules of a run, stored as {@code checks.json}.
 *
 * @param checks by table, then in the order of its rules
 */
public record ChecksDocument(int version, List<Check> checks) {
  public static final String NAME = "checks.json";
  public static final int VERSION = 1;

  /**
   * @param rows that break the rule; 0 for a rule for the complete day
   * @param samples origins of the first rows, as {@code object#line}; never contents
   */
  public record Check(
      String table,
      String rule,
      Severity severity,
      long rows,
      List<String> samples,
      String reason) {
    public Check {
      requireNonNull(table, "table is null");
      requireNonNull(rule, "rule is null");
      requireNonNull(severity, "severity is null");
      requireNonNull(reason, "reason is null");
      samples = List.copyOf(samples);
    }
  }

  public ChecksDocument {
    checks = List.copyOf(checks);
  }
}
