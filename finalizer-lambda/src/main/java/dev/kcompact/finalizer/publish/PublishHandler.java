package dev.kcompact.finalizer.publish;

import dev.kcompact.contract.lake.LakeLayout;
import dev.kcompact.contract.table.TableCatalog;
import dev.kcompact.contract.table.TableDefinition;
import dev.kcompact.finalizer.invocation.JsonHandler;
import dev.kcompact.finalizer.invocation.TimeLeft;
import dev.kcompact.finalizer.lock.DayLock;
import dev.kcompact.finalizer.lock.DynamoLockTable;
import dev.kcompact.finalizer.lock.LockTable;
import dev.kcompact.finalizer.metrics.Measurements;
import dev.kcompact.finalizer.metrics.Metric;
import dev.kcompact.finalizer.publish.PublishAnswer.Status;
import dev.kcompact.finalizer.run.ChecksDocument;
import dev.kcompact.finalizer.run.ChecksDocument.Check;
import dev.kcompact.finalizer.run.Definitions;
import dev.kcompact.finalizer.run.LedgerDocument;
import dev.kcompact.finalizer.run.PlanDocument;
import dev.kcompact.finalizer.run.PublishedDocument;
import dev.kcompact.finalizer.run.RejectionDocument;
import dev.kcompact.finalizer.run.RejectionDocument.Finding;
import dev.kcompact.finalizer.run.RunDocuments;
import dev.kcompact.finalizer.run.RunRef;
import dev.kcompact.finalizer.run.TableResult;
import dev.kcompact.finalizer.run.UndoneDocument;
import dev.kcompact.finalizer.settings.Settings;
import dev.kcompact.finalizer.store.ObjectStore;
import dev.kcompact.finalizer.store.Stores;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Audits a run's files, and lets the day's partitions point at them. */
public final class PublishHandler implements JsonHandler<PublishRequest, PublishAnswer> {
  private static final Logger LOG = LoggerFactory.getLogger(PublishHandler.class);

  private final ObjectStore lake;
  private final ObjectStore tables;
  private final LockTable locks;
  private final PartitionCatalog partitions;
  private final String databasePrefix;

  /** As Lambda makes it. */
  public PublishHandler() {
    this(Settings.fromEnvironment());
  }

  /** With AWS clients of the process's own environment. */
  public PublishHandler(Settings settings) {
    this(settings, DynamoLockTable.open(settings.lockTable()), GluePartitionCatalog.open());
  }

  /** Over any catalog. */
  public PublishHandler(Settings settings, LockTable locks, PartitionCatalog partitions) {
    this.lake = Stores.open(settings.lake());
    this.tables = Stores.open(settings.tables());
    this.locks = locks;
    this.partitions = partitions;
    this.databasePrefix = settings.glueDatabasePrefix();
  }

  @Override
  public Class<PublishRequest> requestType() {
    return PublishRequest.class;
  }

  @Override
  public PublishAnswer handle(PublishRequest request, TimeLeft timeLeft) {
    RunRef run = new RunRef(request.date(), request.run(), request.token());
    DayLock.verify(locks, run.date(), run.token());
    RunDocuments documents = new RunDocuments(lake, run);
    PlanDocument plan = documents.plan();
    List<TableResult> results = documents.results(plan);
    List<LedgerDocument> ledgers = documents.ledgers(plan);
    TableCatalog catalog = Definitions.load(tables);
    Publisher publisher =
        new Publisher(partitions, catalog, databasePrefix, lake.root().toString(), run);

    Quarantined.measure(results);
    List<Finding> findings =
        new ArrayList<>(QualityGate.check(plan, results, stored(catalog, run, results)));
    findings.addAll(Checks.failing(checks(catalog, plan, results, documents, run)));
    findings.addAll(LedgerGate.check(ledgers, results, lake));
    findings.addAll(publisher.incompatible(Publisher.tables(results)));
    if (!findings.isEmpty()) {
      RejectionDocument rejection = new RejectionDocument(RejectionDocument.VERSION, findings);
      documents.write(RejectionDocument.NAME, rejection);
      LOG.warn("publish {}: rejected, {}", run.run(), rejection.summary());
      measure(0, findings.stream().map(Finding::table).distinct().count());
      return new PublishAnswer(Status.REJECTED, rejection.summary());
    }
    PublishedDocument published =
        recorded(
            documents,
            () -> {
              new UnfinishedRollbacks(lake, new Restoration(partitions)).end(run.date());
              return publisher.changes(plan, results, ledgers);
            });
    DayLock.verify(locks, run.date(), run.token());
    publisher.apply(published, () -> documents.has(UndoneDocument.NAME));
    LOG.info("publish {}: {} partitions", run.run(), published.changes().size());
    measure(published.changes().size(), 0);
    return new PublishAnswer(Status.PUBLISHED, null);
  }

  private static void measure(long partitions, long rejected) {
    Measurements.ofFunction()
        .put(Metric.PUBLISHED_PARTITIONS, partitions)
        .put(Metric.REJECTED_TABLES, rejected)
        .emit();
  }

  /** Recorded once: a repeated call would find this run's own locations as the previous ones. */
  private static PublishedDocument recorded(
      RunDocuments documents, Supplier<PublishedDocument> changes) {
    return documents
        .find(PublishedDocument.NAME, PublishedDocument.class)
        .orElseGet(
            () -> {
              PublishedDocument now = changes.get();
              documents.write(PublishedDocument.NAME, now);
              return now;
            });
  }

  /** The broken rules, kept for whoever asks later. */
  private List<Check> checks(
      TableCatalog catalog,
      PlanDocument plan,
      List<TableResult> results,
      RunDocuments documents,
      RunRef run) {
    List<String> done = Publisher.tables(results);
    // A table of which the day has nothing has no result, and can be stale all the same.
    List<TableDefinition> judged =
        catalog.tables().stream()
            .filter(table -> plan.table(table.name()).isPresent() || done.contains(table.name()))
            .toList();
    DayRules dayRules = new DayRules(partitions, catalog, databasePrefix, run.date());
    List<Check> broken = new Checks(results, dayRules).broken(judged);
    documents.write(ChecksDocument.NAME, new ChecksDocument(ChecksDocument.VERSION, broken));
    return broken;
  }

  /** The run's files; what an earlier attempt left beside them is removed. */
  private StoredFiles.Found stored(TableCatalog catalog, RunRef run, List<TableResult> results) {
    List<String> folders = new ArrayList<>();
    for (String name : Publisher.tables(results)) {
      String domain = catalog.table(name).orElseThrow().domain();
      folders.add(LakeLayout.processed(domain, name, run.date(), run.run()));
      folders.add(LakeLayout.quarantine(name, run.date(), run.run()));
    }
    StoredFiles.Found found = new StoredFiles(lake).find(folders, results);
    if (!found.strays().isEmpty()) {
      LOG.warn(
          "publish {}: removing {} files of unfinished attempts", run.run(), found.strays().size());
      lake.delete(found.strays());
    }
    return found;
  }
}
