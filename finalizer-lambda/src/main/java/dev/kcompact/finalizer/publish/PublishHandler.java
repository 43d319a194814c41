package dev.kcompact.finalizer.publish;

import dev.kcompact.contract.table.TableCatalog;
import dev.kcompact.finalizer.invocation.JsonHandler;
import dev.kcompact.finalizer.invocation.TimeLeft;
import dev.kcompact.finalizer.lock.DayLock;
import dev.kcompact.finalizer.lock.DynamoLockTable;
import dev.kcompact.finalizer.lock.LockTable;
import dev.kcompact.finalizer.metrics.Measurements;
import dev.kcompact.finalizer.metrics.Metric;
import dev.kcompact.finalizer.publish.catalog.PartitionCatalog;
import dev.kcompact.finalizer.publish.catalog.PartitionRestore;
import dev.kcompact.finalizer.publish.gate.PublicationGate;
import dev.kcompact.finalizer.publish.glue.GluePartitionCatalog;
import dev.kcompact.finalizer.run.Definitions;
import dev.kcompact.finalizer.run.RunDocuments;
import dev.kcompact.finalizer.run.RunRef;
import dev.kcompact.finalizer.run.documents.LedgerDocument;
import dev.kcompact.finalizer.run.documents.PlanDocument;
import dev.kcompact.finalizer.run.documents.PublishedDocument;
import dev.kcompact.finalizer.run.documents.RejectionDocument;
import dev.kcompact.finalizer.run.documents.RejectionDocument.Finding;
import dev.kcompact.finalizer.run.documents.RollbackDocument;
import dev.kcompact.finalizer.run.documents.TableResult;
import dev.kcompact.finalizer.settings.Settings;
import dev.kcompact.finalizer.store.ObjectStore;
import dev.kcompact.finalizer.store.Stores;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Checks a run and points the day's partitions at its files. */
public final class PublishHandler
    implements JsonHandler<PublishHandler.Request, PublishHandler.Answer> {
  private static final Logger LOG = LoggerFactory.getLogger(PublishHandler.class);

  private final ObjectStore lake;
  private final ObjectStore tables;
  private final LockTable locks;
  private final PartitionCatalog partitions;
  private final String databasePrefix;

  public record Request(LocalDate date, String run, long token) {}

  /** The outcome; {@code reason} is that of a rejection, else null. */
  public record Answer(Status status, @Nullable String reason) {
    public enum Status {
      PUBLISHED,
      REJECTED
    }
  }

  public PublishHandler() {
    this(Settings.fromEnvironment());
  }

  public PublishHandler(Settings settings) {
    this(settings, DynamoLockTable.open(settings.lockTable()), GluePartitionCatalog.open());
  }

  public PublishHandler(Settings settings, LockTable locks, PartitionCatalog partitions) {
    this.lake = Stores.open(settings.lake());
    this.tables = Stores.open(settings.tables());
    this.locks = locks;
    this.partitions = partitions;
    this.databasePrefix = settings.glueDatabasePrefix();
  }

  @Override
  public Answer handle(Request request, TimeLeft timeLeft) {
    RunRef run = new RunRef(request.date(), request.run(), request.token());
    DayLock.verify(locks, run.date(), run.token());
    RunDocuments documents = new RunDocuments(lake, run);
    PlanDocument plan = documents.planWithWork();
    List<TableResult> results = documents.results(plan);
    List<LedgerDocument> ledgers = documents.ledgers(plan);
    TableCatalog catalog = Definitions.load(tables, lake);
    Publisher publisher =
        new Publisher(partitions, catalog, databasePrefix, lake.root().toString(), run);
    List<Finding> findings =
        new PublicationGate(lake, partitions, catalog, databasePrefix, run)
            .check(plan, results, ledgers);
    findings.addAll(publisher.incompatible(TableResult.tables(results)));
    if (!findings.isEmpty()) {
      RejectionDocument rejection = new RejectionDocument(RejectionDocument.VERSION, findings);
      documents.write(RejectionDocument.NAME, rejection);
      LOG.warn("publish {}: rejected, {}", run.run(), rejection.summary());
      measure(0, findings.stream().map(Finding::table).distinct().count());
      return new Answer(Answer.Status.REJECTED, rejection.summary());
    }
    // Recorded once: a repeated call would record this run's own locations as the previous ones.
    PublishedDocument published =
        documents
            .find(PublishedDocument.NAME, PublishedDocument.class)
            .orElseGet(
                () -> {
                  new InterruptedRollbacks(lake, new PartitionRestore(partitions))
                      .complete(run.date());
                  PublishedDocument changes = publisher.changes(plan, results, ledgers);
                  documents.write(PublishedDocument.NAME, changes);
                  return changes;
                });
    DayLock.verify(locks, run.date(), run.token());
    publisher.apply(published, () -> documents.has(RollbackDocument.Reverted.NAME));
    LOG.info("publish {}: {} partitions", run.run(), published.changes().size());
    measure(published.changes().size(), 0);
    return new Answer(Answer.Status.PUBLISHED, null);
  }

  private static void measure(long partitions, long rejected) {
    Measurements.ofFunction()
        .put(Metric.PUBLISHED_PARTITIONS, partitions)
        .put(Metric.REJECTED_TABLES, rejected)
        .emit();
  }
}
