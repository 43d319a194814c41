package dev.kcompact.finalizer.clean;

import dev.kcompact.contract.table.BaseTable;
import dev.kcompact.contract.table.TableCatalog;
import dev.kcompact.finalizer.clean.CleanHandler.Answer.Status;
import dev.kcompact.finalizer.clean.Progress.Outcome;
import dev.kcompact.finalizer.invocation.JsonHandler;
import dev.kcompact.finalizer.invocation.TimeLeft;
import dev.kcompact.finalizer.metrics.Measurements;
import dev.kcompact.finalizer.metrics.Metric;
import dev.kcompact.finalizer.publish.catalog.PartitionCatalog;
import dev.kcompact.finalizer.publish.catalog.PublishedLedger;
import dev.kcompact.finalizer.publish.glue.GluePartitionCatalog;
import dev.kcompact.finalizer.run.Definitions;
import dev.kcompact.finalizer.settings.Settings;
import dev.kcompact.finalizer.store.ObjectStore;
import dev.kcompact.finalizer.store.Stores;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Deletes raw objects that are proven to be compacted, and expired runs. */
public final class CleanHandler implements JsonHandler<CleanHandler.Request, CleanHandler.Answer> {
  private static final Logger LOG = LoggerFactory.getLogger(CleanHandler.class);

  /** Sorts after every table's name, so that runs come last. */
  private static final String RUNS = "~runs/";

  private final Settings settings;
  private final ObjectStore source;
  private final ObjectStore lake;
  private final ObjectStore tables;
  private final PartitionCatalog partitions;
  private final InstantSource clock;

  /** The payload; a dry run reports without changing anything. */
  public record Request(boolean dryRun, @Nullable Progress progress) {}

  /** The progress; its fields are those of the next request. */
  public record Answer(Status status, boolean dryRun, Progress progress) {
    public enum Status {
      /** Time ran short: call again with this answer. */
      CONTINUE,
      DONE
    }
  }

  public CleanHandler() {
    this(Settings.fromEnvironment());
  }

  public CleanHandler(Settings settings) {
    this(settings, GluePartitionCatalog.open(), Clock.systemUTC());
  }

  public CleanHandler(Settings settings, PartitionCatalog partitions, InstantSource clock) {
    this.settings = settings;
    this.source = Stores.open(settings.source());
    this.lake = Stores.open(settings.lake());
    this.tables = Stores.open(settings.tables());
    this.partitions = partitions;
    this.clock = clock;
  }

  @Override
  public Answer handle(Request request, TimeLeft timeLeft) {
    Progress progress = request.progress() == null ? Progress.NONE : request.progress();
    boolean isStarted = false;
    for (Map.Entry<String, Supplier<Outcome>> task : tasks(request, timeLeft).entrySet()) {
      if (progress.isPast(task.getKey())) {
        continue;
      }
      // The first task always starts: a call without progress would repeat endlessly.
      if (isStarted && timeLeft.isBelow(settings.timeReserve())) {
        return answer(Status.CONTINUE, request, progress);
      }
      isStarted = true;
      Outcome outcome = task.getValue().get();
      LOG.info("clean {}{}: {}", request.dryRun() ? "(dry run) " : "", task.getKey(), outcome);
      progress = progress.with(outcome);
      if (!outcome.isComplete()) {
        return answer(Status.CONTINUE, request, progress);
      }
      progress = progress.after(task.getKey());
    }
    return answer(Status.DONE, request, progress);
  }

  private static Answer answer(Status status, Request request, Progress progress) {
    if (status == Status.DONE && !request.dryRun()) {
      Measurements.ofFunction()
          .put(Metric.CLEANED_OBJECTS, progress.objects())
          .put(Metric.CLEANED_BYTES, progress.bytes())
          .put(Metric.REMOVED_RUNS, progress.runs())
          .put(Metric.REFUSED_CLEAN_UPS, progress.refused() == null ? 0 : progress.refused().size())
          .emit();
    }
    return new Answer(status, request.dryRun(), progress);
  }

  private Map<String, Supplier<Outcome>> tasks(Request request, TimeLeft timeLeft) {
    Instant now = clock.instant();
    TableCatalog catalog = Definitions.load(tables, lake);
    Map<String, Supplier<Outcome>> tasks = new TreeMap<>();
    DaysToClean daysToClean = new DaysToClean(lake);
    FormerTables former = FormerTables.of(lake, catalog);
    DayCleaner cleaner =
        new DayCleaner(
            settings,
            source,
            lake,
            new PublishedLedger(partitions, settings.glueDatabasePrefix(), lake.root().toString()),
            former);
    for (BaseTable table : catalog.baseTables()) {
      for (LocalDate day : daysToClean.of(table, now)) {
        tasks.put(
            table.name() + "/" + day,
            () -> cleaner.clean(table, day, request.dryRun(), now, timeLeft));
      }
    }
    RunRemover remover = new RunRemover(lake, partitions, catalog, former);
    ExpiredRuns expired = ExpiredRuns.of(lake, now.minus(settings.runRetention()));
    for (LocalDate day : expired.days()) {
      tasks.put(RUNS + day, () -> remover.remove(day, expired.of(day), request.dryRun()));
    }
    return tasks;
  }
}
