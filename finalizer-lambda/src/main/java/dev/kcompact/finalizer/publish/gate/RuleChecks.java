package dev.kcompact.finalizer.publish.gate;

import dev.kcompact.contract.table.QualityRule;
import dev.kcompact.contract.table.QualityRule.Severity;
import dev.kcompact.contract.table.TableDefinition;
import dev.kcompact.finalizer.run.documents.ChecksDocument.Check;
import dev.kcompact.finalizer.run.documents.RejectionDocument.Finding;
import dev.kcompact.finalizer.run.documents.TableResult;
import dev.kcompact.finalizer.run.documents.TableResult.BrokenRule;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Applies the rules of all tables to the results of a run. */
record RuleChecks(List<TableResult> results, DayRules dayRules) {
  /** The same number as in a result of one hash bucket. */
  private static final int MAX_SAMPLES = 5;

  RuleChecks {
    results = List.copyOf(results);
  }

  List<Check> broken(List<TableDefinition> tables) {
    List<Check> broken = new ArrayList<>();
    for (TableDefinition table : tables) {
      List<TableResult> ofTable = TableResult.of(table.name(), results);
      broken.addAll(byRows(ofTable));
      for (QualityRule rule : table.rules()) {
        dayRules
            .broken(table, rule, ofTable)
            .map(
                reason ->
                    new Check(table.name(), rule.name(), rule.severity(), 0, List.of(), reason))
            .ifPresent(broken::add);
      }
    }
    return broken;
  }

  private static List<Check> byRows(List<TableResult> ofTable) {
    Map<String, Check> byRule = new LinkedHashMap<>();
    for (TableResult result : ofTable) {
      for (BrokenRule rule : result.rules()) {
        byRule.merge(
            rule.rule(),
            check(result.table(), rule.rule(), rule.severity(), rule.rows(), rule.samples()),
            RuleChecks::sum);
      }
    }
    return List.copyOf(byRule.values());
  }

  private static Check sum(Check a, Check b) {
    List<String> samples =
        Stream.concat(a.samples().stream(), b.samples().stream())
            .sorted()
            .limit(MAX_SAMPLES)
            .toList();
    return check(a.table(), a.rule(), a.severity(), a.rows() + b.rows(), samples);
  }

  private static Check check(
      String table, String rule, Severity severity, long rows, List<String> samples) {
    String first = samples.isEmpty() ? "" : ", first " + samples.get(0);
    return new Check(
        table, rule, severity, rows, samples, "is broken by " + rows + " rows" + first);
  }

  /** Returns the findings that reject the day. */
  static List<Finding> failing(List<Check> broken) {
    return broken.stream()
        .filter(check -> check.severity() == Severity.FAIL)
        .map(
            check ->
                new Finding(check.table(), "rule " + check.rule() + " (fail) " + check.reason()))
        .toList();
  }
}
