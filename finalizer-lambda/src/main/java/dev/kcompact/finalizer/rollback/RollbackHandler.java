package dev.kcompact.finalizer.rollback;

import dev.kcompact.finalizer.failure.NonRetryableException;
import dev.kcompact.finalizer.invocation.JsonHandler;
import dev.kcompact.finalizer.invocation.TimeLeft;
import dev.kcompact.finalizer.lock.DayLock;
import dev.kcompact.finalizer.lock.DynamoLockTable;
import dev.kcompact.finalizer.lock.LockTable;
import dev.kcompact.finalizer.metrics.Measurements;
import dev.kcompact.finalizer.metrics.Metric;
import dev.kcompact.finalizer.publish.GluePartitionCatalog;
import dev.kcompact.finalizer.publish.PartitionCatalog;
import dev.kcompact.finalizer.publish.Restoration;
import dev.kcompact.finalizer.rollback.RollbackAnswer.Status;
import dev.kcompact.finalizer.rollback.RollbackRequest.Scope;
import dev.kcompact.finalizer.run.PublishedDocument;
import dev.kcompact.finalizer.run.PublishedDocument.Change;
import dev.kcompact.finalizer.run.RollbackDocument;
import dev.kcompact.finalizer.run.RunDocuments;
import dev.kcompact.finalizer.run.RunRef;
import dev.kcompact.finalizer.run.TargetDocument;
import dev.kcompact.finalizer.run.UndoneDocument;
import dev.kcompact.finalizer.settings.Settings;
import dev.kcompact.finalizer.store.ObjectStore;
import dev.kcompact.finalizer.store.Stores;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lets the partitions that a run has changed point where they pointed before. */
public final class RollbackHandler implements JsonHandler<RollbackRequest, RollbackAnswer> {
  private static final Logger LOG = LoggerFactory.getLogger(RollbackHandler.class);

  private final ObjectStore lake;
  private final LockTable locks;
  private final PublishedRuns runs;
  private final Restoration restoration;

  /** As Lambda makes it. */
  public RollbackHandler() {
    this(Settings.fromEnvironment());
  }

  /** With AWS clients of the process's own environment. */
  public RollbackHandler(Settings settings) {
    this(
        Stores.open(settings.lake()),
        DynamoLockTable.open(settings.lockTable()),
        GluePartitionCatalog.open());
  }

  /** Over any catalog. */
  public RollbackHandler(ObjectStore lake, LockTable locks, PartitionCatalog partitions) {
    this.lake = lake;
    this.locks = locks;
    this.restoration = new Restoration(partitions);
    this.runs = new PublishedRuns(lake, restoration);
  }

  @Override
  public Class<RollbackRequest> requestType() {
    return RollbackRequest.class;
  }

  @Override
  public RollbackAnswer handle(RollbackRequest request, TimeLeft timeLeft) {
    RunRef asking = new RunRef(request.date(), request.run(), request.token());
    Optional<RunRef> target =
        request.scope() == Scope.DAY ? published(asking) : Optional.of(asking);
    List<String> tables = target.map(run -> undo(run, asking)).orElse(List.of());
    Measurements.ofFunction().put(Metric.ROLLED_BACK_TABLES, tables.size()).emit();
    if (target.isEmpty() || tables.isEmpty()) {
      return new RollbackAnswer(Status.NOTHING, List.of(), null, null);
    }
    LOG.warn("rollback {} of {}: {}", asking.run(), target.get().run(), tables);
    return new RollbackAnswer(Status.ROLLED_BACK, tables, target.get().run(), target.get().token());
  }

  /** Recorded once: a repeated call would find the run before it. */
  private Optional<RunRef> published(RunRef asking) {
    RunDocuments documents = new RunDocuments(lake, asking);
    Optional<TargetDocument> earlier = documents.find(TargetDocument.NAME, TargetDocument.class);
    if (earlier.isPresent()) {
      return RunRef.parse(asking.date(), earlier.get().run());
    }
    Optional<RunRef> found = runs.current(asking.date());
    found.ifPresent(
        run ->
            documents.write(
                TargetDocument.NAME, new TargetDocument(TargetDocument.VERSION, run.run())));
    return found;
  }

  /** Tables that the run had changed, which are as they were before it now. */
  private List<String> undo(RunRef run, RunRef asking) {
    RunDocuments documents = new RunDocuments(lake, run);
    if (run.equals(asking)) {
      // Before anything is looked at: what this run's Publish changes after this it takes back.
      documents.write(
          UndoneDocument.NAME, new UndoneDocument(UndoneDocument.VERSION, asking.run()));
    }
    Optional<PublishedDocument> published =
        documents.find(PublishedDocument.NAME, PublishedDocument.class);
    if (published.isEmpty()) {
      return List.of();
    }
    DayLock.verify(locks, asking.date(), asking.token());
    List<Change> made =
        published.get().changes().stream()
            .filter(change -> restoration.isMade(change, run))
            .toList();
    TreeSet<String> tables = new TreeSet<>(made.stream().map(Change::table).toList());
    documents
        .find(RollbackDocument.NAME, RollbackDocument.class)
        .ifPresent(earlier -> tables.addAll(earlier.tables()));
    made.forEach(this::checkIsThere);
    if (!tables.isEmpty()) {
      documents.write(
          RollbackDocument.NAME,
          new RollbackDocument(RollbackDocument.VERSION, List.copyOf(tables)));
      made.forEach(restoration::restore);
    }
    return List.copyOf(tables);
  }

  private void checkIsThere(Change change) {
    Restoration.removedRun(lake, change)
        .ifPresent(
            run -> {
              throw new NonRetryableException(
                  "Run "
                      + run.run()
                      + ", which table "
                      + change.table()
                      + " showed before, was removed after its retention; finalize the day again"
                      + " instead");
            });
  }
}
