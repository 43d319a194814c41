package dev.kcompact.finalizer.finalize;

import dev.kcompact.contract.table.TableCatalog;
import dev.kcompact.finalizer.failure.NonRetryableException;
import dev.kcompact.finalizer.finalize.FinalizeAnswer.Status;
import dev.kcompact.finalizer.finalize.FinalizeRequest.Continuation;
import dev.kcompact.finalizer.finalize.WorkUnitProcessor.Progress;
import dev.kcompact.finalizer.invocation.JsonHandler;
import dev.kcompact.finalizer.invocation.TimeLeft;
import dev.kcompact.finalizer.publish.GluePartitionCatalog;
import dev.kcompact.finalizer.publish.PartitionCatalog;
import dev.kcompact.finalizer.run.CompletedBuckets;
import dev.kcompact.finalizer.run.Definitions;
import dev.kcompact.finalizer.run.HashBucket;
import dev.kcompact.finalizer.run.PlanDocument;
import dev.kcompact.finalizer.run.RunDocuments;
import dev.kcompact.finalizer.run.RunRef;
import dev.kcompact.finalizer.run.WorkUnit;
import dev.kcompact.finalizer.settings.Settings;
import dev.kcompact.finalizer.store.ObjectStore;
import dev.kcompact.finalizer.store.Stores;
import dev.kcompact.finalizer.store.Workspace;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finalizes the hash buckets of a work unit, one after the other, as long as there is time. */
public final class FinalizeHandler implements JsonHandler<FinalizeRequest, FinalizeAnswer> {
  private static final Logger LOG = LoggerFactory.getLogger(FinalizeHandler.class);

  private final Settings settings;
  private final ObjectStore lake;
  private final ObjectStore tables;
  private final Supplier<PartitionCatalog> partitions;

  /** As Lambda makes it. */
  public FinalizeHandler() {
    this(Settings.fromEnvironment());
  }

  /** With AWS clients of the process's own environment. */
  public FinalizeHandler(Settings settings) {
    this(settings, GluePartitionCatalog::open);
  }

  /**
   * Over any catalog.
   *
   * @param partitions opened only for a rule that looks at days before
   */
  FinalizeHandler(Settings settings, Supplier<PartitionCatalog> partitions) {
    this.partitions = partitions;
    this.settings = settings;
    this.lake = Stores.open(settings.lake());
    this.tables = Stores.open(settings.tables());
  }

  @Override
  public Class<FinalizeRequest> requestType() {
    return FinalizeRequest.class;
  }

  @Override
  public FinalizeAnswer handle(FinalizeRequest request, TimeLeft timeLeft) {
    RunRef run = new RunRef(request.date(), request.run(), request.token());
    RunDocuments documents = new RunDocuments(lake, run);
    PlanDocument plan = documents.plan();
    WorkUnit unit =
        plan.workUnit(request.workUnit())
            .orElseThrow(
                () -> new NonRetryableException("No such work unit: " + request.workUnit()));
    TableCatalog catalog = Definitions.load(tables);
    Continuation before =
        request.continuation() == null ? Continuation.NONE : request.continuation();
    List<HashBucket> split = before.splitBuckets();
    List<HashBucket> todo = new ArrayList<>();
    CompletedBuckets completed = documents.completedBuckets(unit.id());
    unit.buckets().forEach(bucket -> todo.addAll(completed.remaining(bucket, split)));
    try (Workspace workspace = Workspace.open(settings.tmp())) {
      PartFinalizer finalizer =
          new PartFinalizer(
              settings, lake, catalog, run, plan, unit, documents, workspace, partitions);
      Progress progress =
          new WorkUnitProcessor(finalizer, timeLeft, settings.timeReserve()).run(todo, split);
      LOG.info("finalize {} {}: {}", run.run(), unit.id(), progress);
      return answer(request, before, progress);
    }
  }

  private static FinalizeAnswer answer(
      FinalizeRequest request, Continuation before, Progress progress) {
    return new FinalizeAnswer(
        request.date(),
        request.run(),
        request.token(),
        request.workUnit(),
        progress.isComplete() ? Status.DONE : Status.CONTINUE,
        before.and(progress.done(), progress.split()));
  }
}
