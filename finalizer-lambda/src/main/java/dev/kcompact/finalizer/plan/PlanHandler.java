package dev.kcompact.finalizer.plan;

import dev.kcompact.contract.table.BaseTable;
import dev.kcompact.contract.table.TableCatalog;
import dev.kcompact.finalizer.invocation.JsonHandler;
import dev.kcompact.finalizer.invocation.TimeLeft;
import dev.kcompact.finalizer.metrics.Measurements;
import dev.kcompact.finalizer.metrics.Metric;
import dev.kcompact.finalizer.plan.DayInventory.Found;
import dev.kcompact.finalizer.run.CoverageDocument;
import dev.kcompact.finalizer.run.Definitions;
import dev.kcompact.finalizer.run.PlanDocument;
import dev.kcompact.finalizer.run.PlanDocument.CoverageCounts;
import dev.kcompact.finalizer.run.PlanDocument.Status;
import dev.kcompact.finalizer.run.PlanDocument.TablePlan;
import dev.kcompact.finalizer.run.RunDocuments;
import dev.kcompact.finalizer.run.RunRef;
import dev.kcompact.finalizer.run.WorkUnit;
import dev.kcompact.finalizer.settings.Settings;
import dev.kcompact.finalizer.store.ObjectStore;
import dev.kcompact.finalizer.store.Stores;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Proves from S3 alone that a day is complete, and divides it into work units. */
public final class PlanHandler implements JsonHandler<PlanRequest, PlanAnswer> {
  private static final Logger LOG = LoggerFactory.getLogger(PlanHandler.class);

  /** Payloads are limited to 256 KB, and a failed execution's cause to 32,768 characters. */
  private static final int LONGEST_REASON = 16_000;

  private final Settings settings;
  private final ObjectStore source;
  private final ObjectStore lake;
  private final ObjectStore tables;
  private final WorkUnitPlanner workUnits;

  /** As Lambda makes it. */
  public PlanHandler() {
    this(Settings.fromEnvironment());
  }

  /** With AWS clients of the process's own environment. */
  public PlanHandler(Settings settings) {
    this.settings = settings;
    this.source = Stores.open(settings.source());
    this.lake = Stores.open(settings.lake());
    this.tables = Stores.open(settings.tables());
    this.workUnits = new WorkUnitPlanner(InvocationLimits.of(settings));
  }

  @Override
  public Class<PlanRequest> requestType() {
    return PlanRequest.class;
  }

  @Override
  public PlanAnswer handle(PlanRequest request, TimeLeft timeLeft) {
    RunRef run = new RunRef(request.date(), request.run(), request.token());
    PlanAttempts attempts = new PlanAttempts(request.planAttempts(), request.waitSeconds());
    TableCatalog catalog = Definitions.load(tables);
    DayPlanner planner = new DayPlanner(catalog, workUnits, lake.root().toString());
    DayInventory inventory = new DayInventory(source, lake, new CleanedObjects(settings, lake));
    Map<String, Found> found = new TreeMap<>();
    for (BaseTable table : catalog.baseTables()) {
      Found of = inventory.of(table, run.date());
      found.put(table.name(), of);
      writeCoverage(run, table.name(), of, request.attempt());
    }
    boolean isLast = attempts.isLast(request.attempt() + 1);
    PlanDocument plan =
        planner.plan(run, found, isLast && Boolean.TRUE.equals(request.allowIncomplete()));
    RunDocuments documents = new RunDocuments(lake, run);
    new Listings(settings, catalog).write(plan, found, documents);
    documents.write(PlanDocument.NAME, plan);
    plan.tables().forEach(PlanHandler::measure);
    return answer(plan, request.attempt() + 1, attempts);
  }

  private static void measure(TablePlan table) {
    CoverageCounts coverage = table.coverage();
    Measurements.ofTable(table.table())
        .put(Metric.RAW_OBJECTS, table.objects())
        .put(Metric.RAW_BYTES, table.rawBytes())
        .put(Metric.COMPACTED_FILES, table.files().size())
        .put(Metric.MISSING_OBJECTS, coverage.missing())
        .put(Metric.DOUBLED_OBJECTS, coverage.doubled())
        .put(Metric.CHANGED_OBJECTS, coverage.changed())
        .put(Metric.UNPROVEN_FILES, coverage.unproven())
        .emit();
  }

  /** Objects that an earlier attempt listed as missing can exist by now. */
  private void writeCoverage(RunRef run, String table, Found found, int earlierAttempts) {
    String name = CoverageDocument.name(table);
    if (!found.coverage().isWhole()) {
      new RunDocuments(lake, run)
          .write(name, CoverageDocument.of(table, run.date(), found.coverage()));
    } else if (earlierAttempts > 0) {
      lake.delete(List.of(run.key(name)));
    }
  }

  private static PlanAnswer answer(PlanDocument plan, int attempt, PlanAttempts attempts) {
    PlanAnswer.Status status = status(plan, attempt, attempts);
    String reason =
        plan.tables().stream()
            .filter(table -> table.reason() != null)
            .map(table -> table.table() + ": " + table.reason())
            .collect(Collectors.joining("; "));
    if (reason.length() > LONGEST_REASON) {
      reason = reason.substring(0, LONGEST_REASON) + "...";
    }
    LOG.info("plan {} attempt {}: {} {}", plan.run(), attempt, status, reason);
    return new PlanAnswer(
        status,
        attempt,
        attempts.waitAfter(attempt),
        ids(plan.workUnits()),
        ids(plan.derived()),
        reason.isEmpty() ? null : reason);
  }

  private static PlanAnswer.Status status(PlanDocument plan, int attempt, PlanAttempts attempts) {
    if (plan.tables().stream().anyMatch(table -> table.status() == Status.INCOMPLETE)) {
      return attempts.isLast(attempt) ? PlanAnswer.Status.GIVEN_UP : PlanAnswer.Status.INCOMPLETE;
    }
    return plan.workUnits().isEmpty() ? PlanAnswer.Status.NOTHING : PlanAnswer.Status.COMPLETE;
  }

  private static List<String> ids(List<WorkUnit> units) {
    return units.stream().map(WorkUnit::id).toList();
  }
}
