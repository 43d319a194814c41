package dev.kcompact.finalizer.finalize;

import dev.kcompact.contract.lake.LakeLayout;
import dev.kcompact.contract.lineage.Lineage;
import dev.kcompact.contract.location.StorageLocation;
import dev.kcompact.contract.naming.ObjectName;
import dev.kcompact.contract.table.BaseTable;
import dev.kcompact.contract.table.DerivedTable;
import dev.kcompact.contract.table.QualityRule.Severity;
import dev.kcompact.contract.table.TableCatalog;
import dev.kcompact.contract.table.TableDefinition;
import dev.kcompact.finalizer.duckdb.DuckDb;
import dev.kcompact.finalizer.duckdb.LimitException;
import dev.kcompact.finalizer.duckdb.Watchdog;
import dev.kcompact.finalizer.failure.NonRetryableException;
import dev.kcompact.finalizer.finalize.TableWork.ObjectKeys;
import dev.kcompact.finalizer.finalize.WorkUnitProcessor.Outcome;
import dev.kcompact.finalizer.metrics.Measurements;
import dev.kcompact.finalizer.metrics.Metric;
import dev.kcompact.finalizer.publish.catalog.PartitionCatalog;
import dev.kcompact.finalizer.run.RunDocuments;
import dev.kcompact.finalizer.run.RunRef;
import dev.kcompact.finalizer.run.documents.HashBucket;
import dev.kcompact.finalizer.run.documents.PlanDocument;
import dev.kcompact.finalizer.run.documents.PlanDocument.PlannedFile;
import dev.kcompact.finalizer.run.documents.PlanDocument.TablePlan;
import dev.kcompact.finalizer.run.documents.TableResult;
import dev.kcompact.finalizer.run.documents.TableResult.BrokenRule;
import dev.kcompact.finalizer.run.documents.TableResult.OutputFile;
import dev.kcompact.finalizer.run.documents.WorkUnit;
import dev.kcompact.finalizer.settings.Settings;
import dev.kcompact.finalizer.store.Footers;
import dev.kcompact.finalizer.store.ObjectStore;
import dev.kcompact.finalizer.store.StoredObject;
import dev.kcompact.finalizer.store.Stores;
import dev.kcompact.finalizer.store.Workspace;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * Finalizes parts of tables: download, work, upload, result. The files of a table stay for its next
 * part.
 */
final class PartFinalizer implements WorkUnitProcessor.Worker {
  private static final Logger LOG = LoggerFactory.getLogger(PartFinalizer.class);

  /** A part is divided into so many pieces at most. */
  private static final int MOST_PIECES = 64;

  /** For spill where storage is short; with less DuckDB cannot sort at all. */
  private static final long LEAST_SPILL = 16L << 20;

  /** Of a derived table two rows must not have one key: nothing says which of them is newer. */
  private static final String UNIQUE_KEY = "unique_key";

  private final Settings settings;
  private final ObjectStore lake;
  private final TableCatalog catalog;
  private final RunRef run;
  private final PlanDocument plan;
  private final WorkUnit slice;
  private final RunDocuments documents;
  private final Workspace workspace;
  private String downloadedTable = "";
  private List<Path> downloadedFiles = List.of();
  private final References references;

  PartFinalizer(
      Settings settings,
      ObjectStore lake,
      TableCatalog catalog,
      RunRef run,
      PlanDocument plan,
      WorkUnit slice,
      RunDocuments documents,
      Workspace workspace,
      Supplier<PartitionCatalog> partitions) {
    this.settings = settings;
    this.lake = lake;
    this.catalog = catalog;
    this.run = run;
    this.plan = plan;
    this.slice = slice;
    this.documents = documents;
    this.workspace = workspace;
    this.references =
        new References(lake, catalog, plan, partitions, settings.glueDatabasePrefix());
  }

  @Override
  public boolean isDivisible(HashBucket part) {
    return plan.table(part.table()).isPresent()
        && slice.buckets().stream()
            .anyMatch(p -> part.isWithin(p) && part.count() / p.count() < MOST_PIECES);
  }

  /** Leaves the files and the result document in the lake. */
  @Override
  public Outcome work(HashBucket part, Duration time) {
    long start = System.nanoTime();
    TableDefinition table =
        catalog
            .table(part.table())
            .orElseThrow(
                () ->
                    new NonRetryableException(
                        "Table " + part.table() + " is planned and has no definition any more"));
    try (MDC.MDCCloseable field = MDC.putCloseable("table", part.table());
        DuckDb db = DuckDb.open(settings, workspace);
        Watchdog watchdog = new Watchdog(db, time.minusNanos(System.nanoTime() - start))) {
      references.read(table, db, workspace.folder("referred"));
      Counts counts =
          table instanceof DerivedTable derived
              ? derived(derived, part, db)
              : base((BaseTable) table, part, db);
      long millis = (System.nanoTime() - start) / 1_000_000;
      TableResult result = upload(part, table, counts, millis);
      documents.write(TableResult.name(slice.id(), part), result);
      measure(result);
      return new Outcome.Done();
    } catch (LimitException e) {
      LOG.warn("finalize {} {}: {} is too large: {}", run.run(), slice.id(), part, e.getMessage());
      Measurements.ofTable(part.table()).put(Metric.TOO_LARGE_BUCKETS, 1).emit();
      return new Outcome.TooLarge(e.limit(), String.valueOf(e.getMessage()));
    } finally {
      workspace.remove("out");
      workspace.remove("referred");
      workspace.remove("spill");
    }
  }

  private static void measure(TableResult result) {
    Measurements.ofTable(result.table())
        .put(Metric.ROWS_IN, result.rowsIn())
        .put(Metric.ROWS_OUT, result.rowsOut())
        .put(Metric.CORRUPT_ROWS, result.corrupt())
        .put(Metric.INVALID_ROWS, result.invalid())
        .put(Metric.DUPLICATE_ROWS, result.duplicates())
        .put(Metric.FILE_BYTES, result.files().stream().mapToLong(OutputFile::bytes).sum())
        .put(Metric.BUCKET_MILLIS, result.millis())
        .put(Metric.TOO_LARGE_BUCKETS, 0)
        .emit();
  }

  private Counts base(BaseTable table, HashBucket part, DuckDb db) {
    TablePlan planned = plan.table(table.name()).orElseThrow();
    Path in = workspace.folder("in");
    List<Path> files = inputs(planned);
    db.limitSpill(
        Math.max(
            LEAST_SPILL,
            settings.tmpBytes() - planned.storedBytes() - planned.storedBytes() / part.count()));
    TableWork work = new TableWork(db, table, table.order());
    Path out = workspace.folder("out");
    Counts counts = work.run(files, part, () -> keys(table, in, files), out);
    Path objects = out.resolve("objects.parquet");
    work.countObjects(planned.files().stream().map(f -> f.object().key()).toList(), objects);
    documents.upload(objects, TableResult.objectsName(slice.id(), part));
    return counts;
  }

  private List<Path> inputs(TablePlan table) {
    if (!downloadedTable.equals(table.table())) {
      workspace.remove("in");
      Path in = workspace.folder("in");
      List<Path> files = new ArrayList<>();
      for (PlannedFile file : table.files()) {
        files.add(download(file.object(), in, files.size()));
      }
      downloadedTable = table.table();
      downloadedFiles = List.copyOf(files);
    }
    return downloadedFiles;
  }

  private Path download(StoredObject object, Path folder, int index) {
    Path file = folder.resolve(String.format(Locale.ROOT, "%05d.parquet", index));
    lake.download(object, file);
    return file;
  }

  private static Map<ObjectKeys.Position, String> keys(
      BaseTable table, Path folder, List<Path> files) {
    ObjectStore local = Stores.open(StorageLocation.ofFolder(folder));
    Map<ObjectKeys.Position, String> keys = new HashMap<>();
    for (Path file : files) {
      Lineage lineage = Footers.read(local, file.getFileName().toString()).lineage().orElseThrow();
      for (Lineage.Entry entry : lineage.entries()) {
        table.nameOf(entry.key()).ifPresent(name -> keys.put(position(name), entry.key()));
      }
    }
    return keys;
  }

  private static ObjectKeys.Position position(ObjectName name) {
    return new ObjectKeys.Position(name.partition(), name.startOffset());
  }

  private Counts derived(DerivedTable table, HashBucket part, DuckDb db) {
    Map<String, List<Path>> inputs = new HashMap<>();
    List<TableResult> results = documents.results(baseOnly());
    for (String input : table.inputs()) {
      Path folder = workspace.folder("in-" + input);
      List<Path> files = new ArrayList<>();
      for (TableResult result : results) {
        if (result.table().equals(input)) {
          for (OutputFile file : result.files()) {
            files.add(download(current(file), folder, files.size()));
          }
        }
      }
      inputs.put(input, files);
    }
    List<Path> made = new DerivedQuery(db, table, catalog).run(inputs, workspace.folder("derived"));
    Counts counts =
        new TableWork(db, table, List.of()).run(made, part, Map::of, workspace.folder("out"));
    return counts.duplicates() == 0 ? counts : notUnique(counts);
  }

  private PlanDocument baseOnly() {
    return new PlanDocument(
        plan.version(), plan.date(), plan.run(), plan.tables(), plan.workUnits(), List.of());
  }

  private StoredObject current(OutputFile file) {
    return lake.find(file.key())
        .orElseThrow(
            () ->
                new NonRetryableException(
                    "A processed file is gone: " + lake.locationOf(file.key())));
  }

  private static Counts notUnique(Counts counts) {
    List<BrokenRule> rules = new ArrayList<>(counts.rules());
    rules.add(new BrokenRule(UNIQUE_KEY, Severity.FAIL, counts.duplicates()));
    return new Counts(
        counts.rowsIn(),
        counts.corrupt(),
        counts.invalid(),
        counts.duplicates(),
        rules,
        counts.newest(),
        counts.files(),
        counts.quarantine());
  }

  private TableResult upload(HashBucket part, TableDefinition table, Counts counts, long millis) {
    String rows = LakeLayout.processed(table.domain(), table.name(), run.date(), run.run());
    String quarantine = LakeLayout.quarantine(table.name(), run.date(), run.run());
    // An attempt's own name: files of two attempts are never taken for one result.
    String name =
        slice.id() + "-" + part.index() + "-" + UUID.randomUUID().toString().substring(0, 8);
    return new TableResult(
        TableResult.VERSION,
        table.name(),
        slice.id(),
        part.index(),
        part.count(),
        counts.rowsIn(),
        counts.corrupt(),
        counts.invalid(),
        counts.duplicates(),
        counts.rowsOut(),
        counts.rules(),
        upload(counts.files(), rows + "part-" + name),
        upload(counts.quarantine(), quarantine + "part-" + name),
        counts.newest(),
        millis);
  }

  private List<OutputFile> upload(List<Path> files, String key) {
    List<OutputFile> uploaded = new ArrayList<>();
    for (Path file : files) {
      ObjectStore local = Stores.open(StorageLocation.ofFolder(file.resolveSibling("")));
      long rows = Footers.read(local, file.getFileName().toString()).rows();
      String target = String.format(Locale.ROOT, "%s-%04d.parquet", key, uploaded.size());
      lake.upload(file, target);
      uploaded.add(new OutputFile(target, rows, file.toFile().length()));
    }
    return uploaded;
  }
}
