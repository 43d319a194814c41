package dev.kcompact.finalizer.finalize;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.kcompact.finalizer.failure.NonRetryableException;
import dev.kcompact.finalizer.finalize.FinalizeHandler.Answer.Status;
import dev.kcompact.finalizer.finalize.FinalizeHandler.Request.Continuation;
import dev.kcompact.finalizer.finalize.WorkUnitRunner.Progress;
import dev.kcompact.finalizer.invocation.JsonHandler;
import dev.kcompact.finalizer.invocation.TimeLeft;
import dev.kcompact.finalizer.publish.catalog.PartitionCatalog;
import dev.kcompact.finalizer.publish.glue.GluePartitionCatalog;
import dev.kcompact.finalizer.run.CompletedBuckets;
import dev.kcompact.finalizer.run.Definitions;
import dev.kcompact.finalizer.run.RunDocuments;
import dev.kcompact.finalizer.run.RunRef;
import dev.kcompact.finalizer.run.documents.HashBucket;
import dev.kcompact.finalizer.run.documents.PlanDocument;
import dev.kcompact.finalizer.run.documents.WorkUnit;
import dev.kcompact.finalizer.settings.Settings;
import dev.kcompact.finalizer.store.ObjectStore;
import dev.kcompact.finalizer.store.Stores;
import dev.kcompact.finalizer.store.Workspace;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finalizes the hash buckets of a work unit, one after the other, within the time limit. */
public final class FinalizeHandler
    implements JsonHandler<FinalizeHandler.Request, FinalizeHandler.Answer> {
  private static final Logger LOG = LoggerFactory.getLogger(FinalizeHandler.class);

  private final Settings settings;
  private final ObjectStore lake;
  private final ObjectStore tables;
  private final Supplier<PartitionCatalog> partitions;

  /** The payload; {@code workUnit} is an id of the plan. */
  public record Request(
      LocalDate date,
      String run,
      long token,
      @JsonProperty("slice") String workUnit,
      @Nullable Continuation continuation) {
    /**
     * The progress of earlier invocations. Completed buckets are read from the lake, because an
     * answer can be lost; they are listed here for operators who read the execution.
     *
     * @param done buckets that have a result
     * @param split buckets that were too large and are replaced by their two halves
     */
    public record Continuation(
        @Nullable List<String> done, @JsonProperty("halved") @Nullable List<String> split) {
      static final Continuation NONE = new Continuation(List.of(), List.of());

      public Continuation {
        done = done == null ? List.of() : List.copyOf(done);
        split = split == null ? List.of() : List.copyOf(split);
      }

      List<HashBucket> splitBuckets() {
        return requireNonNull(split).stream()
            .flatMap(text -> HashBucket.parse(text).stream())
            .toList();
      }

      Continuation and(List<HashBucket> doneSince, List<HashBucket> splitNow) {
        return new Continuation(
            Stream.concat(requireNonNull(done).stream(), doneSince.stream().map(HashBucket::text))
                .toList(),
            splitNow.stream().map(HashBucket::text).toList());
      }
    }
  }

  /** The progress of a work unit; its fields are those of the next request. */
  public record Answer(
      LocalDate date,
      String run,
      long token,
      @JsonProperty("slice") String workUnit,
      Status status,
      Continuation continuation) {
    public enum Status {
      /** Time ran short: call again with this answer. */
      CONTINUE,
      DONE
    }
  }

  public FinalizeHandler() {
    this(Settings.fromEnvironment());
  }

  public FinalizeHandler(Settings settings) {
    this(settings, GluePartitionCatalog::open);
  }

  /**
   * @param partitions called only for a rule that refers to earlier days
   */
  FinalizeHandler(Settings settings, Supplier<PartitionCatalog> partitions) {
    this.partitions = partitions;
    this.settings = settings;
    this.lake = Stores.open(settings.lake());
    this.tables = Stores.open(settings.tables());
  }

  @Override
  public Answer handle(Request request, TimeLeft timeLeft) {
    RunRef run = new RunRef(request.date(), request.run(), request.token());
    RunDocuments documents = new RunDocuments(lake, run);
    PlanDocument plan = documents.plan();
    WorkUnit workUnit =
        plan.workUnit(request.workUnit())
            .orElseThrow(
                () ->
                    new NonRetryableException(
                        "Failed to find work unit %s: run %s; use an id of its plan"
                            .formatted(request.workUnit(), run.run())));
    WorkUnitContext context =
        new WorkUnitContext(run, plan, workUnit, documents, Definitions.load(tables, lake));
    Continuation before =
        request.continuation() == null ? Continuation.NONE : request.continuation();
    List<HashBucket> split = before.splitBuckets();
    List<HashBucket> todo = new ArrayList<>();
    CompletedBuckets completed = documents.completedBuckets(workUnit.id());
    workUnit.buckets().forEach(bucket -> todo.addAll(completed.remaining(bucket, split)));
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

  private static Answer answer(Request request, Continuation before, Progress progress) {
    return new Answer(
        request.date(),
        request.run(),
        request.token(),
        request.workUnit(),
        progress.isComplete() ? Status.DONE : Status.CONTINUE,
        before.and(progress.done(), progress.split()));
  }
}
