package dev.kcompact.finalizer.rollback;

import dev.kcompact.finalizer.failure.RefusedException;
import dev.kcompact.finalizer.invocation.JsonHandler;
import dev.kcompact.finalizer.invocation.TimeLeft;
import dev.kcompact.finalizer.lock.DayLock;
import dev.kcompact.finalizer.lock.DynamoLockTable;
import dev.kcompact.finalizer.lock.LockTable;
import dev.kcompact.finalizer.publish.GluePartitionCatalog;
import dev.kcompact.finalizer.publish.PartitionCatalog;
import dev.kcompact.finalizer.publish.RunParameters;
import dev.kcompact.finalizer.publish.TableShape;
import dev.kcompact.finalizer.rollback.RollbackAnswer.Status;
import dev.kcompact.finalizer.run.PublishedDocument;
import dev.kcompact.finalizer.run.PublishedDocument.Change;
import dev.kcompact.finalizer.run.PublishedDocument.Target;
import dev.kcompact.finalizer.run.RollbackDocument;
import dev.kcompact.finalizer.run.RunDocuments;
import dev.kcompact.finalizer.run.RunRef;
import dev.kcompact.finalizer.settings.Settings;
import dev.kcompact.finalizer.store.ObjectStore;
import dev.kcompact.finalizer.store.Stores;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lets the partitions that a run has changed point where they pointed before. */
public final class RollbackHandler implements JsonHandler<RollbackRequest, RollbackAnswer> {
  private static final Logger LOG = LoggerFactory.getLogger(RollbackHandler.class);

  private final ObjectStore lake;
  private final LockTable locks;
  private final PartitionCatalog partitions;

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
    this.partitions = partitions;
  }

  @Override
  public Class<RollbackRequest> requestType() {
    return RollbackRequest.class;
  }

  @Override
  public RollbackAnswer handle(RollbackRequest request, TimeLeft timeLeft) {
    RunRef run = new RunRef(request.date(), request.run(), request.token());
    RunDocuments documents = new RunDocuments(lake, run);
    Optional<PublishedDocument> published =
        documents.find(PublishedDocument.NAME, PublishedDocument.class);
    if (published.isEmpty()) {
      return new RollbackAnswer(Status.NOTHING, List.of());
    }
    DayLock.verify(locks, run.date(), run.token());
    List<Change> made =
        published.get().changes().stream().filter(change -> isMade(change, run)).toList();
    TreeSet<String> tables = new TreeSet<>(made.stream().map(Change::table).toList());
    documents
        .find(RollbackDocument.NAME, RollbackDocument.class)
        .ifPresent(earlier -> tables.addAll(earlier.tables()));
    if (tables.isEmpty()) {
      return new RollbackAnswer(Status.NOTHING, List.of());
    }
    documents.write(
        RollbackDocument.NAME, new RollbackDocument(RollbackDocument.VERSION, List.copyOf(tables)));
    made.forEach(this::restore);
    LOG.warn("rollback {}: {}", run.run(), tables);
    return new RollbackAnswer(Status.ROLLED_BACK, List.copyOf(tables));
  }

  private boolean isMade(Change change, RunRef run) {
    Optional<Target> now = partitions.partition(change.database(), change.table(), change.value());
    return RunParameters.isOf(now.orElse(null), run);
  }

  private void restore(Change change) {
    Target previous = change.previous();
    if (previous == null) {
      partitions.remove(change.database(), change.table(), List.of(change.value()));
      return;
    }
    TableShape shape =
        partitions
            .find(change.database(), change.table())
            .orElseThrow(
                () ->
                    new RefusedException(
                        "Table " + change.database() + "." + change.table() + " is gone"));
    partitions.point(change.database(), change.table(), shape, Map.of(change.value(), previous));
  }
}
