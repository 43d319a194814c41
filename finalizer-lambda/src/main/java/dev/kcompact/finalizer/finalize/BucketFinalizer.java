package dev.kcompact.finalizer.finalize;

import dev.kcompact.contract.table.BaseTable;
import dev.kcompact.contract.table.DerivedTable;
import dev.kcompact.contract.table.TableDefinition;
import dev.kcompact.finalizer.duckdb.DuckDb;
import dev.kcompact.finalizer.duckdb.LimitException;
import dev.kcompact.finalizer.duckdb.Watchdog;
import dev.kcompact.finalizer.finalize.WorkUnitRunner.Outcome;
import dev.kcompact.finalizer.finalize.lift.InputRows;
import dev.kcompact.finalizer.finalize.lift.OwnDay;
import dev.kcompact.finalizer.finalize.sql.BucketProcessor;
import dev.kcompact.finalizer.finalize.sql.DerivedTableQuery;
import dev.kcompact.finalizer.finalize.sql.ProcessedBucket;
import dev.kcompact.finalizer.metrics.Measurements;
import dev.kcompact.finalizer.metrics.Metric;
import dev.kcompact.finalizer.run.documents.HashBucket;
import dev.kcompact.finalizer.run.documents.PlanDocument.PlannedFile;
import dev.kcompact.finalizer.run.documents.PlanDocument.TablePlan;
import dev.kcompact.finalizer.settings.Settings;
import dev.kcompact.finalizer.store.Workspace;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** Finalizes hash buckets: downloads the inputs, runs the SQL, uploads the outputs. */
record BucketFinalizer(
    Settings settings,
    Workspace workspace,
    WorkUnitContext context,
    BucketInputs inputs,
    BucketOutputs outputs)
    implements WorkUnitRunner.Worker {
  private static final Logger LOG = LoggerFactory.getLogger(BucketFinalizer.class);

  /** The number of buckets that a bucket of the plan may be split into. */
  private static final int MAX_SPLIT = 64;

  /** DuckDB cannot sort with less. */
  private static final long MIN_SPILL_BYTES = 16L << 20;

  @Override
  public boolean isSplittable(HashBucket bucket) {
    return context.plan().table(bucket.table()).isPresent()
        && context.workUnit().buckets().stream()
            .anyMatch(p -> bucket.isWithin(p) && bucket.count() / p.count() < MAX_SPLIT);
  }

  @Override
  public Outcome work(HashBucket bucket, Duration time) {
    long start = System.nanoTime();
    TableDefinition table = context.definition(bucket.table());
    try (MDC.MDCCloseable field = MDC.putCloseable("table", bucket.table());
        DuckDb db = DuckDb.open(settings, workspace);
        Watchdog watchdog = new Watchdog(db, time.minusNanos(System.nanoTime() - start))) {
      inputs.loadReferences(table, db);
      ProcessedBucket processed =
          table instanceof DerivedTable derived
              ? derived(derived, bucket, db)
              : base((BaseTable) table, bucket, db);
      outputs.write(table, bucket, processed, (System.nanoTime() - start) / 1_000_000);
      return new Outcome.Done();
    } catch (LimitException e) {
      LOG.warn(
          "finalize {} {}: {} is too large: {}",
          context.run().run(),
          context.workUnit().id(),
          bucket,
          e.getMessage());
      Measurements.ofTable(bucket.table()).put(Metric.TOO_LARGE_BUCKETS, 1).emit();
      return new Outcome.TooLarge(e.limit(), String.valueOf(e.getMessage()));
    } finally {
      List.of("out", BucketInputs.REFERENCES, "spill").forEach(workspace::remove);
    }
  }

  private ProcessedBucket base(BaseTable table, HashBucket bucket, DuckDb db) {
    TablePlan planned = context.plan().table(table.name()).orElseThrow();
    List<Path> files = inputs.compactedFiles(planned);
    long bytes = planned.storedBytes();
    db.limitSpill(Math.max(MIN_SPILL_BYTES, settings.tmpBytes() - bytes - bytes / bucket.count()));
    BucketProcessor processor =
        new BucketProcessor(db, table, table.order(), rows(table, planned, files, db));
    Path out = workspace.folder("out");
    ProcessedBucket processed =
        processor.run(bucket, () -> BucketInputs.objectKeys(table, files), out);
    Path counts = out.resolve("objects.parquet");
    processor.countObjects(planned.files().stream().map(f -> f.object().key()).toList(), counts);
    outputs.writeObjectCounts(bucket, counts);
    return processed;
  }

  private InputRows rows(BaseTable table, TablePlan planned, List<Path> files, DuckDb db) {
    InputRows all = InputRows.read(db, table, files);
    List<LocalDate> days = planned.files().stream().map(PlannedFile::objectDay).toList();
    return OwnDay.of(table, context.run().date(), days).map(all::of).orElse(all);
  }

  private ProcessedBucket derived(DerivedTable table, HashBucket bucket, DuckDb db) {
    Map<String, List<Path>> files = inputs.processedFiles(table);
    List<Path> result =
        new DerivedTableQuery(db, table, context.catalog()).run(files, workspace.folder("derived"));
    return new BucketProcessor(db, table, List.of(), result)
        .run(bucket, Map::of, workspace.folder("out"))
        .withUniqueKeyRule();
  }
}
