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
import java.util.stream.IntStream;

/** The rules that no row breaks but a day. */
final class DayRules {
  private final PartitionCatalog partitions;
  private final TableCatalog catalog;
  private final String databasePrefix;
  private final LocalDate date;

  DayRules(
      PartitionCatalog partitions, TableCatalog catalog, String databasePrefix, LocalDate date) {
    this.partitions = partitions;
    this.catalog = catalog;
    this.databasePrefix = databasePrefix;
    this.date = date;
  }

  /**
   * How a rule is broken; empty for one that is kept, and for one that is about rows.
   *
   * @param parts all results of the table; none for one of which the day has nothing
   */
  Optional<String> broken(TableDefinition table, QualityRule rule, List<TableResult> parts) {
    if (rule instanceof Fresh fresh) {
      return stale(table, fresh, parts);
    }
    return rule instanceof RowCount count ? unusual(table, count, parts) : Optional.empty();
  }

  private Optional<String> stale(TableDefinition table, Fresh rule, List<TableResult> parts) {
    Instant oldest = endOf(table).minus(rule.within());
    Optional<Instant> newest =
        parts.stream()
            .flatMap(part -> Optional.ofNullable(part.newest().get(rule.column())).stream())
            .max(Instant::compareTo);
    if (newest.isPresent() && !newest.get().isBefore(oldest)) {
      return Optional.empty();
    }
    String found = newest.map(Instant::toString).orElse("absent");
    return Optional.of(
        "is broken: the newest "
            + rule.column()
            + " is "
            + found
            + ", expected "
            + oldest
            + " or later");
  }

  private Instant endOf(TableDefinition table) {
    if (table instanceof DerivedTable derived) {
      return endOf(catalog.table(derived.inputs().get(0)).orElseThrow());
    }
    return ((BaseTable) table).day().endOf(date);
  }

  private Optional<String> unusual(TableDefinition table, RowCount rule, List<TableResult> parts) {
    List<String> days =
        IntStream.rangeClosed(1, rule.days())
            .mapToObj(back -> date.minusDays(back).toString())
            .toList();
    List<Long> before =
        partitions
            .partitions(databasePrefix + "_" + table.domain(), table.name(), days)
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
    BigDecimal rows = BigDecimal.valueOf(parts.stream().mapToLong(TableResult::rowsOut).sum());
    if (rows.compareTo(least) >= 0 && rows.compareTo(most) <= 0) {
      return Optional.empty();
    }
    return Optional.of(
        "is broken: there are "
            + rows
            + " rows, expected "
            + least.toPlainString()
            + " to "
            + most.toPlainString()
            + " by the median of "
            + before.size()
            + " published days before");
  }
}
