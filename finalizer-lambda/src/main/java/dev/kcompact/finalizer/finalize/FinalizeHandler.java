package dev.kcompact.finalizer.finalize;

import dev.kcompact.finalizer.failure.RefusedException;
import dev.kcompact.finalizer.finalize.FinalizeAnswer.Status;
import dev.kcompact.finalizer.finalize.FinalizeRequest.Continuation;
import dev.kcompact.finalizer.finalize.WorkUnitRunner.Progress;
import dev.kcompact.finalizer.invocation.JsonHandler;
import dev.kcompact.finalizer.invocation.TimeLeft;
import dev.kcompact.finalizer.publish.GluePartitionCatalog;
import dev.kcompact.finalizer.publish.PartitionCatalog;
import dev.kcompact.finalizer.run.Definitions;
import dev.kcompact.finalizer.run.Pieces;
import dev.kcompact.finalizer.run.PlanDocument;
import dev.kcompact.finalizer.run.PlanDocument.Part;
import dev.kcompact.finalizer.run.PlanDocument.Slice;
import dev.kcompact.finalizer.run.RunDocuments;
import dev.kcompact.finalizer.run.RunRef;
import dev.kcompact.finalizer.settings.Settings;
import dev.kcompact.finalizer.store.ObjectStore;
import dev.kcompact.finalizer.store.Stores;
import dev.kcompact.finalizer.store.Workspace;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finalizes the hash buckets of a work unit one after the other, while there is time. */
public final class FinalizeHandler implements JsonHandler<FinalizeRequest, FinalizeAnswer> {
  private static final Logger LOG = LoggerFactory.getLogger(FinalizeHandler.class);

  private final Settings settings;
  private final ObjectStore lake;
  private final ObjectStore tables;
  private final Supplier<PartitionCatalog> partitions;

  /** Called by Lambda. */
  public FinalizeHandler() {
    this(Settings.fromEnvironment());
  }

  /** With AWS clients of the process's environment. */
  public FinalizeHandler(Settings settings) {
    this(settings, GluePartitionCatalog::open);
  }

  /**
   * With any partition catalog.
   *
   * @param partitions called only for a rule that refers to earlier days
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
    Slice workUnit =
        plan.slice(request.workUnit())
            .orElseThrow(
                () ->
                    new RefusedException(
                        "Failed to find work unit in the plan: " + request.workUnit()));
    WorkUnitContext context =
        new WorkUnitContext(run, plan, workUnit, documents, Definitions.load(tables));
    Continuation before =
        request.continuation() == null ? Continuation.NONE : request.continuation();
    List<Part> split = before.splitBuckets();
    List<Part> todo = new ArrayList<>();
    Pieces pieces = documents.pieces(workUnit.id());
    workUnit.parts().forEach(bucket -> todo.addAll(pieces.remaining(bucket, split)));
    try (Workspace workspace = Workspace.open(settings.tmp())) {
      Progress progress =
          new WorkUnitRunner(finalizer(workspace, context), timeLeft, settings.timeReserve())
              .run(todo, split);
      LOG.info("finalize {} {}: {}", run.run(), workUnit.id(), progress);
      return answer(request, before, progress);
    }
  }

  private BucketFinalizer finalizer(Workspace workspace, WorkUnitContext context) {
    return new BucketFinalizer(
        settings,
        workspace,
        context,
        new BucketInputs(
            lake,
            workspace,
            context,
            new ReferenceLoader(lake, context, partitions, settings.glueDatabasePrefix())),
        new BucketOutputs(lake, context));
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
