package dev.kcompact.finalizer.run.documents;

import static java.util.Objects.requireNonNull;

import dev.kcompact.contract.table.QualityRule.Severity;
import java.util.List;

/**
 * The broken rules of a run, kept as {@code checks.json}.
 *
 * @param version of this format
 * @param checks by table, then in the order of its rules
 */
public record ChecksDocument(int version, List<Check> checks) {
  public static final String NAME = "checks.json";
  public static final int VERSION = 1;

  /**
   * A broken rule.
   *
   * @param rows that break it; 0 for a rule about the whole day
   * @param samples origins of the first rows, as {@code object#line}; never contents
   * @param reason in words
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
