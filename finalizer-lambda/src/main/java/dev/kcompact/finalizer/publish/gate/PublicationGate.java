package dev.kcompact.finalizer.publish.gate;

import dev.kcompact.contract.lake.LakeLayout;
import dev.kcompact.contract.table.TableCatalog;
import dev.kcompact.contract.table.TableDefinition;
import dev.kcompact.finalizer.metrics.Measurements;
import dev.kcompact.finalizer.metrics.Metric;
import dev.kcompact.finalizer.publish.catalog.PartitionCatalog;
import dev.kcompact.finalizer.run.RunDocuments;
import dev.kcompact.finalizer.run.RunRef;
import dev.kcompact.finalizer.run.documents.ChecksDocument;
import dev.kcompact.finalizer.run.documents.ChecksDocument.Check;
import dev.kcompact.finalizer.run.documents.LedgerDocument;
import dev.kcompact.finalizer.run.documents.PlanDocument;
import dev.kcompact.finalizer.run.documents.RejectionDocument.Finding;
import dev.kcompact.finalizer.run.documents.TableResult;
import dev.kcompact.finalizer.store.ObjectStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Decides from files, rules and ledgers whether a run may be published. */
public final class PublicationGate {
  private static final Logger LOG = LoggerFactory.getLogger(PublicationGate.class);

  private final ObjectStore lake;
  private final PartitionCatalog partitions;
  private final TableCatalog catalog;
  private final String databasePrefix;
  private final RunRef run;

  public PublicationGate(
      ObjectStore lake,
      PartitionCatalog partitions,
      TableCatalog catalog,
      String databasePrefix,
      RunRef run) {
    this.lake = lake;
    this.partitions = partitions;
    this.catalog = catalog;
    this.databasePrefix = databasePrefix;
    this.run = run;
  }

  /**
   * Returns the findings that reject the run; empty if it may be published. Writes {@code
   * checks.json}, and deletes files that unfinished attempts left in the run's folders.
   */
  public List<Finding> check(
      PlanDocument plan, List<TableResult> results, List<LedgerDocument> ledgers) {
    quarantinedPercents(results)
        .forEach(
            (table, percent) ->
                Measurements.ofTable(table).put(Metric.QUARANTINED_PERCENT, percent).emit());
    List<Finding> findings = new ArrayList<>(QualityGate.check(plan, results, stored(results)));
    findings.addAll(RuleChecks.failing(checks(plan, results)));
    findings.addAll(QualityGate.checkLedgers(ledgers, results, lake));
    return findings;
  }

  /** Returns the percentage of rows in quarantine, for tables with rows. */
  static Map<String, Double> quarantinedPercents(List<TableResult> results) {
    Map<String, long[]> sums = new TreeMap<>();
    for (TableResult result : results) {
      long[] sum = sums.computeIfAbsent(result.table(), table -> new long[2]);
      sum[0] += result.corrupt() + result.invalid();
      sum[1] += result.rowsIn();
    }
    Map<String, Double> percents = new TreeMap<>();
    sums.forEach(
        (table, sum) -> {
          if (sum[1] > 0) {
            percents.put(table, 100.0 * sum[0] / sum[1]);
          }
        });
    return percents;
  }

  /** Finds broken rules and writes them to the run's documents. */
  private List<Check> checks(PlanDocument plan, List<TableResult> results) {
    List<String> finalized = TableResult.tables(results);
    // A planned table without rows has no result, but can break a freshness rule.
    List<TableDefinition> checked =
        catalog.tables().stream()
            .filter(
                table -> plan.table(table.name()).isPresent() || finalized.contains(table.name()))
            .toList();
    DayRules dayRules = new DayRules(partitions, catalog, databasePrefix, run.date());
    List<Check> broken = new RuleChecks(results, dayRules).broken(checked);
    new RunDocuments(lake, run)
        .write(ChecksDocument.NAME, new ChecksDocument(ChecksDocument.VERSION, broken));
    return broken;
  }

  private StoredFiles.Listing stored(List<TableResult> results) {
    List<String> folders = new ArrayList<>();
    for (String name : TableResult.tables(results)) {
      String domain = catalog.table(name).orElseThrow().domain();
      folders.add(LakeLayout.processed(domain, name, run.date(), run.run()));
      folders.add(LakeLayout.quarantine(name, run.date(), run.run()));
    }
    StoredFiles.Listing found = new StoredFiles(lake).find(folders, results);
    if (!found.orphans().isEmpty()) {
      LOG.warn(
          "publish {}: deleting {} files of unfinished attempts",
          run.run(),
          found.orphans().size());
      lake.delete(found.orphans());
    }
    return found;
  }
}
