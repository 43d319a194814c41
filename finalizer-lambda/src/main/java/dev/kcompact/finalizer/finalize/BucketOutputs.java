package dev.kcompact.finalizer.finalize;

import dev.kcompact.contract.lake.LakeLayout;
import dev.kcompact.contract.table.TableDefinition;
import dev.kcompact.finalizer.finalize.sql.ProcessedBucket;
import dev.kcompact.finalizer.metrics.Measurements;
import dev.kcompact.finalizer.metrics.Metric;
import dev.kcompact.finalizer.run.RunRef;
import dev.kcompact.finalizer.run.documents.HashBucket;
import dev.kcompact.finalizer.run.documents.TableResult;
import dev.kcompact.finalizer.run.documents.TableResult.OutputFile;
import dev.kcompact.finalizer.store.ObjectStore;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/** Uploads the output files of hash buckets, and after them the documents that name these files. */
record BucketOutputs(ObjectStore lake, WorkUnitContext context) {
  void writeObjectCounts(HashBucket bucket, Path file) {
    context.documents().upload(file, TableResult.objectsName(context.workUnit().id(), bucket));
  }

  void write(TableDefinition table, HashBucket bucket, ProcessedBucket processed, long millis) {
    TableResult result = upload(table, bucket, processed, millis);
    context.documents().write(TableResult.name(context.workUnit().id(), bucket), result);
    emitMetrics(result);
  }

  private TableResult upload(
      TableDefinition table, HashBucket bucket, ProcessedBucket processed, long millis) {
    RunRef run = context.run();
    String workUnit = context.workUnit().id();
    String rows = LakeLayout.processed(table.domain(), table.name(), run.date(), run.run());
    String quarantine = LakeLayout.quarantine(table.name(), run.date(), run.run());
    // Each attempt has its own names: files of two attempts never form one result.
    String name =
        workUnit + "-" + bucket.index() + "-" + UUID.randomUUID().toString().substring(0, 8);
    return new TableResult(
        TableResult.VERSION,
        table.name(),
        workUnit,
        bucket.index(),
        bucket.count(),
        processed.rowsIn(),
        processed.corrupt(),
        processed.invalid(),
        processed.duplicates(),
        processed.rowsOut(),
        processed.rules(),
        upload(processed.files(), rows + "part-" + name),
        upload(processed.quarantine(), quarantine + "part-" + name),
        processed.newest(),
        millis,
        processed.otherDays() == 0 ? null : processed.otherDays());
  }

  private List<OutputFile> upload(List<Path> files, String key) {
    List<OutputFile> uploaded = new ArrayList<>();
    for (Path file : files) {
      long rows = BucketInputs.footer(file).rows();
      String target = String.format(Locale.ROOT, "%s-%04d.parquet", key, uploaded.size());
      lake.upload(file, target);
      uploaded.add(new OutputFile(target, rows, file.toFile().length()));
    }
    return uploaded;
  }

  private static void emitMetrics(TableResult result) {
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
}
