package dev.kcompact.finalizer.plan;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.kcompact.contract.source.UnreadableObjects;
import dev.kcompact.contract.table.BaseTable;
import dev.kcompact.contract.table.TableCatalog;
import dev.kcompact.finalizer.duckdb.DuckDb;
import dev.kcompact.finalizer.finalize.sql.RuleProbe;
import dev.kcompact.finalizer.invocation.JsonHandler;
import dev.kcompact.finalizer.invocation.TimeLeft;
import dev.kcompact.finalizer.metrics.Measurements;
import dev.kcompact.finalizer.metrics.Metric;
import dev.kcompact.finalizer.plan.DayInventory.TableInventory;
import dev.kcompact.finalizer.run.Definitions;
import dev.kcompact.finalizer.run.RunDocuments;
import dev.kcompact.finalizer.run.RunRef;
import dev.kcompact.finalizer.run.documents.CoverageDocument;
import dev.kcompact.finalizer.run.documents.DeferredDocument;
import dev.kcompact.finalizer.run.documents.PlanDocument;
import dev.kcompact.finalizer.run.documents.PlanDocument.CoverageCounts;
import dev.kcompact.finalizer.run.documents.PlanDocument.Status;
import dev.kcompact.finalizer.run.documents.PlanDocument.TablePlan;
import dev.kcompact.finalizer.run.documents.WorkUnit;
import dev.kcompact.finalizer.settings.Settings;
import dev.kcompact.finalizer.store.ObjectStore;
import dev.kcompact.finalizer.store.Stores;
import dev.kcompact.finalizer.store.Workspace;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Proves from S3 alone that a day is complete, and divides it into work units. */
public final class PlanHandler implements JsonHandler<PlanHandler.Request, PlanHandler.Answer> {
  private static final Logger LOG = LoggerFactory.getLogger(PlanHandler.class);

  /** Payloads are limited to 256 KB, and a failed execution's cause to 32,768 characters. */
  private static final int MAX_REASON_LENGTH = 16_000;

  private final Settings settings;
  private final ObjectStore source;
  private final ObjectStore lake;
  private final ObjectStore tables;
  private final WorkUnitPlanner workUnits;

  /**
   * @param attempt number of attempts so far
   * @param planAttempts maximum number of attempts
   * @param waitSeconds wait before the second attempt
   * @param allowIncomplete whether the last attempt accepts a day with missing objects; null is no
   * @param allowEmpty whether a day without objects and files succeeds; null is no
   */
  public record Request(
      LocalDate date,
      String run,
      long token,
      int attempt,
      int planAttempts,
      int waitSeconds,
      @Nullable Boolean allowIncomplete,
      @Nullable Boolean allowEmpty) {}

  /**
   * @param attempt number of attempts so far, including this one
   * @param waitSeconds wait before the next attempt
   * @param workUnits ids of the work units of base tables
   * @param derived ids of the work units of derived tables
   * @param reason why the day is incomplete, even if that is allowed; null for a complete day
   */
  public record Answer(
      Status status,
      int attempt,
      int waitSeconds,
      @JsonProperty("slices") List<String> workUnits,
      List<String> derived,
      @Nullable String reason) {
    public enum Status {
      COMPLETE,
      /** Try again. */
      INCOMPLETE,
      /** Incomplete after the last attempt. */
      GIVEN_UP,
      /** No table has an object or file, as the request allows. */
      NOTHING
    }

    public Answer {
      workUnits = List.copyOf(workUnits);
      derived = List.copyOf(derived);
    }
  }

  public PlanHandler() {
    this(Settings.fromEnvironment());
  }

  public PlanHandler(Settings settings) {
    this.settings = settings;
    this.source = Stores.open(settings.source());
    this.lake = Stores.open(settings.lake());
    this.tables = Stores.open(settings.tables());
    this.workUnits = new WorkUnitPlanner(InvocationLimits.of(settings));
  }

  @Override
  public Answer handle(Request request, TimeLeft timeLeft) {
    RunRef run = new RunRef(request.date(), request.run(), request.token());
    PlanAttempts attempts = new PlanAttempts(request.planAttempts(), request.waitSeconds());
    TableCatalog catalog = Definitions.load(tables, lake);
    checkRules(catalog);
    DayPlanner planner = new DayPlanner(catalog, workUnits, lake.root().toString(), unreadable());
    DayInventory inventory =
        new DayInventory(source, lake, new CleanedObjects(settings, lake), catalog::knows);
    Map<String, TableInventory> found = new TreeMap<>();
    for (BaseTable table : catalog.baseTables()) {
      TableInventory of = inventory.of(table, run.date());
      found.put(table.name(), of);
      writeCoverage(run, table.name(), of, request.attempt());
      writeDeferred(run, table.name(), of);
    }
    boolean isLast = attempts.isLast(request.attempt() + 1);
    SourceCheck check = new SourceCheck(source, lake, tables, catalog);
    PlanDocument plan =
        planner
            .plan(run, found, isLast && Boolean.TRUE.equals(request.allowIncomplete()))
            .withUnowned(check.unowned(run.run(), inventory.unowned()));
    RunDocuments documents = new RunDocuments(lake, run);
    new ListingWriter(settings, catalog).write(plan, found, documents);
    documents.write(PlanDocument.NAME, plan);
    plan.tables().forEach(PlanHandler::measure);
    plan.tables().forEach(table -> logOtherDefinition(plan, table));
    boolean isRefused = plan.hasNothing() && !Boolean.TRUE.equals(request.allowEmpty());
    return answer(
        plan, isRefused ? check.nothing(run.date()) : reason(plan), isRefused, request, attempts);
  }

  private void checkRules(TableCatalog catalog) {
    try (Workspace workspace = Workspace.open(settings.tmp());
        DuckDb db = DuckDb.open(settings, workspace)) {
      new RuleProbe(db, catalog).check();
    }
  }

  /** What the job cannot read; it explains why objects are missing. */
  private UnreadableObjects unreadable() {
    return lake.text(UnreadableObjects.KEY)
        .map(UnreadableObjects::fromJson)
        .orElse(UnreadableObjects.NONE);
  }

  private static void measure(TablePlan table) {
    CoverageCounts coverage = table.coverage();
    Measurements.ofTable(table.table())
        .put(Metric.RAW_OBJECTS, table.objects())
        .put(Metric.RAW_BYTES, table.rawBytes())
        .put(Metric.COMPACTED_FILES, table.files().size())
        .put(Metric.MISSING_OBJECTS, coverage.missing())
        .put(Metric.DUPLICATED_OBJECTS, coverage.duplicated())
        .put(Metric.CHANGED_OBJECTS, coverage.changed())
        .put(Metric.UNPROVEN_FILES, coverage.unproven())
        .emit();
  }

  private static void logOtherDefinition(PlanDocument plan, TablePlan table) {
    if (table.otherDefinition() != null) {
      LOG.warn("plan {}: table {}: {}", plan.run(), table.table(), table.otherDefinition());
    }
  }

  /** Deletes the document of an earlier attempt if its missing objects exist by now. */
  private void writeCoverage(RunRef run, String table, TableInventory found, int earlierAttempts) {
    String name = CoverageDocument.name(table);
    if (!found.coverage().isComplete()) {
      new RunDocuments(lake, run)
          .write(name, CoverageDocument.of(table, run.date(), found.coverage()));
    } else if (earlierAttempts > 0) {
      lake.delete(List.of(run.key(name)));
    }
  }

  /** Only files of the day's own objects have its corrupt rows. */
  private void writeDeferred(RunRef run, String table, TableInventory found) {
    List<DeferredDocument.File> files =
        found
            .filesOf(run.date())
            .flatMap(
                of ->
                    of.deferred().stream()
                        .map(
                            text ->
                                DeferredDocument.File.of(of.file().object(), of.lineage(), text)))
            .toList();
    if (!files.isEmpty()) {
      new RunDocuments(lake, run)
          .write(
              DeferredDocument.name(table),
              new DeferredDocument(DeferredDocument.VERSION, table, files));
    }
  }

  private static String reason(PlanDocument plan) {
    return plan.tables().stream()
        .filter(table -> table.reason() != null)
        .map(table -> table.table() + ": " + table.reason())
        .collect(Collectors.joining("; "));
  }

  private static Answer answer(
      PlanDocument plan, String why, boolean isRefused, Request request, PlanAttempts attempts) {
    int attempt = request.attempt() + 1;
    Answer.Status status = status(plan, isRefused, attempt, attempts);
    String reason = why;
    if (reason.length() > MAX_REASON_LENGTH) {
      reason = reason.substring(0, MAX_REASON_LENGTH) + "...";
    }
    LOG.info("plan {} attempt {}: {} {}", plan.run(), attempt, status, reason);
    return new Answer(
        status,
        attempt,
        attempts.waitAfter(attempt),
        ids(plan.workUnits()),
        ids(plan.derived()),
        reason.isEmpty() ? null : reason);
  }

  private static Answer.Status status(
      PlanDocument plan, boolean isRefused, int attempt, PlanAttempts attempts) {
    if (isRefused
        || plan.tables().stream().anyMatch(table -> table.status() == Status.INCOMPLETE)) {
      return attempts.isLast(attempt) ? Answer.Status.GIVEN_UP : Answer.Status.INCOMPLETE;
    }
    return plan.workUnits().isEmpty() ? Answer.Status.NOTHING : Answer.Status.COMPLETE;
  }

  private static List<String> ids(List<WorkUnit> units) {
    return units.stream().map(WorkUnit::id).toList();
  }
}
