package dev.kcompact.finalizer.rollback;

import dev.kcompact.finalizer.failure.NonRetryableException;
import dev.kcompact.finalizer.invocation.JsonHandler;
import dev.kcompact.finalizer.invocation.TimeLeft;
import dev.kcompact.finalizer.lock.DayLock;
import dev.kcompact.finalizer.lock.DynamoLockTable;
import dev.kcompact.finalizer.lock.LockTable;
import dev.kcompact.finalizer.metrics.Measurements;
import dev.kcompact.finalizer.metrics.Metric;
import dev.kcompact.finalizer.publish.catalog.PartitionCatalog;
import dev.kcompact.finalizer.publish.catalog.PartitionRestore;
import dev.kcompact.finalizer.publish.glue.GluePartitionCatalog;
import dev.kcompact.finalizer.rollback.RollbackHandler.Answer.Status;
import dev.kcompact.finalizer.rollback.RollbackHandler.Request.Scope;
import dev.kcompact.finalizer.run.RunDocuments;
import dev.kcompact.finalizer.run.RunHistory;
import dev.kcompact.finalizer.run.RunRef;
import dev.kcompact.finalizer.run.documents.PublishedDocument;
import dev.kcompact.finalizer.run.documents.PublishedDocument.Change;
import dev.kcompact.finalizer.run.documents.RollbackDocument;
import dev.kcompact.finalizer.settings.Settings;
import dev.kcompact.finalizer.store.ObjectStore;
import dev.kcompact.finalizer.store.Stores;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Restores the partitions that a run changed. */
public final class RollbackHandler
    implements JsonHandler<RollbackHandler.Request, RollbackHandler.Answer> {
  private static final Logger LOG = LoggerFactory.getLogger(RollbackHandler.class);

  private final ObjectStore lake;
  private final LockTable locks;
  private final PartitionRestore restore;

  /**
   * @param run the run that performs the rollback, with its {@code token}
   * @param scope whose changes are reverted; null is {@link Scope#RUN}
   */
  public record Request(LocalDate date, String run, long token, @Nullable Scope scope) {
    public enum Scope {
      /** The run that performs the rollback. */
      RUN,
      /** The run that the day's partitions point at. */
      DAY
    }
  }

  /**
   * @param tables whose partitions the run had changed
   * @param run whose changes were reverted; null if there was nothing to revert
   * @param token of that run
   */
  public record Answer(
      Status status, List<String> tables, @Nullable String run, @Nullable Long token) {
    public enum Status {
      ROLLED_BACK,
      NOTHING
    }

    public Answer {
      tables = List.copyOf(tables);
    }
  }

  public RollbackHandler() {
    this(Settings.fromEnvironment());
  }

  public RollbackHandler(Settings settings) {
    this(
        Stores.open(settings.lake()),
        DynamoLockTable.open(settings.lockTable()),
        GluePartitionCatalog.open());
  }

  public RollbackHandler(ObjectStore lake, LockTable locks, PartitionCatalog partitions) {
    this.lake = lake;
    this.locks = locks;
    this.restore = new PartitionRestore(partitions);
  }

  @Override
  public Answer handle(Request request, TimeLeft timeLeft) {
    RunRef asking = new RunRef(request.date(), request.run(), request.token());
    Optional<RunRef> target =
        request.scope() == Scope.DAY ? published(asking) : Optional.of(asking);
    List<String> tables = target.map(run -> revert(run, asking)).orElse(List.of());
    Measurements.ofFunction().put(Metric.ROLLED_BACK_TABLES, tables.size()).emit();
    if (target.isEmpty() || tables.isEmpty()) {
      return new Answer(Status.NOTHING, List.of(), null, null);
    }
    LOG.warn("rollback {} of {}: {}", asking.run(), target.get().run(), tables);
    return new Answer(Status.ROLLED_BACK, tables, target.get().run(), target.get().token());
  }

  /** Recorded once: a repeated call would find the preceding run. */
  private Optional<RunRef> published(RunRef asking) {
    RunDocuments documents = new RunDocuments(lake, asking);
    Optional<RollbackDocument.Target> earlier =
        documents.find(RollbackDocument.Target.NAME, RollbackDocument.Target.class);
    if (earlier.isPresent()) {
      return RunRef.parse(asking.date(), earlier.get().run());
    }
    Optional<RunRef> found =
        RunHistory.of(lake, asking.date()).with(PublishedDocument.NAME).stream()
            .filter(this::isPointedAt)
            .findFirst();
    found.ifPresent(
        run ->
            documents.write(
                RollbackDocument.Target.NAME,
                new RollbackDocument.Target(RollbackDocument.VERSION, run.run())));
    return found;
  }

  private boolean isPointedAt(RunRef run) {
    return new RunDocuments(lake, run)
        .changes().stream().anyMatch(change -> restore.isInEffect(change, run));
  }

  /** Returns the tables that the run had changed. */
  private List<String> revert(RunRef run, RunRef asking) {
    RunDocuments documents = new RunDocuments(lake, run);
    if (run.equals(asking)) {
      // Written first: a Publish of this run that is still running then reverts its own changes.
      documents.write(
          RollbackDocument.Reverted.NAME,
          new RollbackDocument.Reverted(RollbackDocument.VERSION, asking.run()));
    }
    Optional<PublishedDocument> published =
        documents.find(PublishedDocument.NAME, PublishedDocument.class);
    if (published.isEmpty()) {
      return List.of();
    }
    DayLock.verify(locks, asking.date(), asking.token());
    List<Change> made =
        published.get().changes().stream()
            .filter(change -> restore.isInEffect(change, run))
            .toList();
    TreeSet<String> tables = new TreeSet<>(made.stream().map(Change::table).toList());
    documents
        .find(RollbackDocument.NAME, RollbackDocument.class)
        .ifPresent(earlier -> tables.addAll(earlier.tables()));
    made.forEach(this::checkPreviousRun);
    if (!tables.isEmpty()) {
      documents.write(
          RollbackDocument.NAME,
          new RollbackDocument(RollbackDocument.VERSION, List.copyOf(tables)));
      made.forEach(restore::restore);
    }
    return List.copyOf(tables);
  }

  private void checkPreviousRun(Change change) {
    PartitionRestore.deletedPreviousRun(lake, change)
        .ifPresent(
            run -> {
              throw new NonRetryableException(
                  ("Failed to roll back table %s: its previous run %s was deleted after its"
                          + " retention; finalize the day again instead")
                      .formatted(change.table(), run.run()));
            });
  }
}
