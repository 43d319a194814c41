package dev.kcompact.finalizer.publish.gate;

import dev.kcompact.contract.table.BaseTable;
import dev.kcompact.contract.table.DerivedTable;
import dev.kcompact.contract.table.QualityRule;
import dev.kcompact.contract.table.QualityRule.Fresh;
import dev.kcompact.contract.table.QualityRule.RowCount;
import dev.kcompact.contract.table.TableCatalog;
import dev.kcompact.contract.table.TableDefinition;
import dev.kcompact.finalizer.publish.catalog.PartitionCatalog;
import dev.kcompact.finalizer.publish.catalog.PartitionParameters;
import dev.kcompact.finalizer.run.documents.TableResult;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** Checks the rules for a complete day: freshness and number of rows. */
record DayRules(
    PartitionCatalog partitions, TableCatalog catalog, String databasePrefix, LocalDate date) {
  /** Explains how a rule is broken; empty if it holds, and for rules for single rows. */
  Optional<String> broken(TableDefinition table, QualityRule rule, List<TableResult> results) {
    if (rule instanceof Fresh fresh) {
      return stale(table, fresh, results);
    }
    return rule instanceof RowCount count ? unusual(table, count, results) : Optional.empty();
  }

  private Optional<String> stale(TableDefinition table, Fresh rule, List<TableResult> results) {
    Instant oldest = endOf(table).minus(rule.within());
    Optional<Instant> newest =
        results.stream()
            .flatMap(result -> Optional.ofNullable(result.newest().get(rule.column())).stream())
            .max(Instant::compareTo);
    if (newest.isPresent() && !newest.get().isBefore(oldest)) {
      return Optional.empty();
    }
    String found = newest.map(Instant::toString).orElse("absent");
    return Optional.of(
        "is broken: the newest %s is %s, expected %s or later"
            .formatted(rule.column(), found, oldest));
  }

  private Instant endOf(TableDefinition table) {
    if (table instanceof DerivedTable derived) {
      return endOf(catalog.table(derived.inputs().get(0)).orElseThrow());
    }
    return ((BaseTable) table).day().endOf(date);
  }

  private Optional<String> unusual(
      TableDefinition table, RowCount rule, List<TableResult> results) {
    List<Long> before =
        partitions
            .before(databasePrefix + "_" + table.domain(), table.name(), date, rule.days())
            .values()
            .stream()
            .flatMap(target -> PartitionParameters.rows(target).stream())
            .sorted()
            .toList();
    if (before.isEmpty()) {
      return Optional.empty();
    }
    BigDecimal median = BigDecimal.valueOf(before.get((before.size() - 1) / 2));
    BigDecimal least = median.multiply(rule.least());
    BigDecimal most = median.multiply(rule.most());
    BigDecimal rows = BigDecimal.valueOf(TableResult.sum(results, TableResult::rowsOut));
    if (rows.compareTo(least) >= 0 && rows.compareTo(most) <= 0) {
      return Optional.empty();
    }
    return Optional.of(
        "is broken: there are %s rows, expected %s to %s, from the median of %s published days"
            .formatted(rows, least.toPlainString(), most.toPlainString(), before.size()));
  }
}
