package dev.kcompact.finalizer.plan;

import dev.kcompact.finalizer.failure.NonRetryableException;
import dev.kcompact.finalizer.run.documents.HashBucket;
import dev.kcompact.finalizer.run.documents.PlanDocument.TablePlan;
import dev.kcompact.finalizer.run.documents.ResourceEstimate;
import dev.kcompact.finalizer.run.documents.WorkUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * Divides a day into work units that fit one invocation by bytes, memory, storage and time. Small
 * tables share a unit; a large table is split by the hash of its key.
 */
record WorkUnitPlanner(InvocationLimits limits) {
  /** A third of an invocation's 15 minutes, because estimates can be too low by half. */
  static final long WORK_UNIT_SECONDS = 300;

  /** An invocation that runs out of time stops between two hash buckets. */
  static final long BUCKET_SECONDS = 150;

  /** Each hash bucket reads all files of its table, so more buckets would mostly read. */
  static final int MAX_BUCKETS = 128;

  /**
   * Plans the work units of base tables, with their hash buckets in the order of processing.
   *
   * @throws NonRetryableException if a table cannot fit
   */
  List<WorkUnit> plan(List<TablePlan> tables) {
    List<Bin> bins = new ArrayList<>();
    List<TablePlan> largestFirst =
        tables.stream()
            .sorted(
                Comparator.comparingLong(TablePlan::uncompressedBytes)
                    .reversed()
                    .thenComparing(TablePlan::table))
            .toList();
    for (TablePlan table : largestFirst) {
      int buckets = bucketCount(table);
      ResourceEstimate estimate = ResourceEstimator.of(table, buckets, limits);
      for (int index = 0; index < buckets; index++) {
        put(
            new HashBucket(table.table(), index, buckets),
            table.uncompressedBytes() / buckets,
            estimate,
            bins);
      }
    }
    List<WorkUnit> units = new ArrayList<>();
    for (Bin bin : bins) {
      units.add(
          new WorkUnit(
              String.format(Locale.ROOT, "s-%04d", units.size()), bin.buckets, bin.estimate));
    }
    return units;
  }

  List<WorkUnit> derived(List<String> tables) {
    List<WorkUnit> units = new ArrayList<>();
    for (String table : tables) {
      units.add(
          new WorkUnit(
              String.format(Locale.ROOT, "d-%04d", units.size()),
              List.of(new HashBucket(table, 0, 1))));
    }
    return units;
  }

  /** Checks that the inputs of a derived table, which are stored at the same time, can fit. */
  void checkInputs(String derived, List<TablePlan> inputs) {
    long bytes = inputs.stream().mapToLong(TablePlan::storedBytes).sum();
    // The output can be as large as the inputs.
    if (2 * bytes > limits.storageBytes()) {
      throw new NonRetryableException(tooMuchStorage(derived, 2 * bytes));
    }
  }

  /** Returns the smallest number of equal buckets that fit. */
  private int bucketCount(TablePlan table) {
    long least = (table.uncompressedBytes() + limits.workUnitBytes() - 1) / limits.workUnitBytes();
    String reason = tooManyBytes(table);
    for (long buckets = Math.max(1, least); buckets <= MAX_BUCKETS; buckets++) {
      ResourceEstimate estimate = ResourceEstimator.of(table, (int) buckets, limits);
      if (estimate.storageBytes() > limits.storageBytes()) {
        reason = tooMuchStorage(table.table(), estimate.storageBytes());
      } else if (estimate.memoryBytes() > limits.memoryBytes()) {
        reason = tooMuchMemory(table, estimate);
      } else if (estimate.seconds() > BUCKET_SECONDS) {
        reason = tooMuchTime(table, estimate);
      } else {
        return (int) buckets;
      }
    }
    throw new NonRetryableException(reason);
  }

  private static final class Bin {
    final List<HashBucket> buckets = new ArrayList<>();
    long bytes;
    ResourceEstimate estimate = new ResourceEstimate(0, 0, 0);
  }

  private void put(HashBucket bucket, long bytes, ResourceEstimate estimate, List<Bin> bins) {
    Bin bin =
        bins.stream()
            .filter(each -> hasRoom(each, bytes, estimate))
            .findFirst()
            .orElseGet(Bin::new);
    if (bin.buckets.isEmpty()) {
      bins.add(bin);
    }
    bin.buckets.add(bucket);
    bin.bytes += bytes;
    bin.estimate = bin.estimate.then(estimate);
  }

  private boolean hasRoom(Bin bin, long bytes, ResourceEstimate estimate) {
    return bin.bytes + bytes <= limits.workUnitBytes()
        && bin.estimate.seconds() + estimate.seconds() <= WORK_UNIT_SECONDS;
  }

  private String tooManyBytes(TablePlan table) {
    return doesNotFit(table.table())
        + "it has %d uncompressed bytes, but %d work units of KCOMPACT_SLICE_BYTES take %d;"
            .formatted(table.uncompressedBytes(), MAX_BUCKETS, MAX_BUCKETS * limits.workUnitBytes())
        + " increase KCOMPACT_SLICE_BYTES";
  }

  private String tooMuchStorage(String table, long bytes) {
    return doesNotFit(table)
        + "it needs %d bytes of temporary storage, but KCOMPACT_TMP_BYTES is %d;"
            .formatted(bytes, limits.storageBytes())
        + " increase the function's storage";
  }

  private String tooMuchMemory(TablePlan table, ResourceEstimate estimate) {
    return doesNotFit(table.table())
        + "rows of %d bytes in %d threads need %d bytes of memory, but KCOMPACT_DUCKDB_MEMORY is %d"
            .formatted(
                table.uncompressedBytes() / Math.max(1, table.rows()),
                limits.threads(),
                estimate.memoryBytes(),
                limits.memoryBytes())
        + "; increase the function's memory, or decrease KCOMPACT_DUCKDB_THREADS";
  }

  private String tooMuchTime(TablePlan table, ResourceEstimate estimate) {
    return doesNotFit(table.table())
        + "its %d uncompressed bytes take %d seconds in each of %d hash buckets; the limit is %d"
            .formatted(table.uncompressedBytes(), estimate.seconds(), MAX_BUCKETS, BUCKET_SECONDS)
        + "; increase the function's memory, which adds processors, and KCOMPACT_DUCKDB_THREADS";
  }

  private static String doesNotFit(String table) {
    return "Table " + table + " does not fit: ";
  }
}
