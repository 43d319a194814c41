package dev.kcompact.finalizer.plan;

import dev.kcompact.finalizer.run.documents.PlanDocument.TablePlan;
import dev.kcompact.finalizer.run.documents.ResourceEstimate;

/**
 * Estimates the resources of a hash bucket from its table's footers. The constants are rounded-up
 * measurements of LargeTableIT; if an estimate is too low, Finalize splits the bucket.
 */
final class ResourceEstimator {
  /** DuckDB's memory without rows. */
  static final long BASE_MEMORY = 64L << 20;

  /** A thread collects this many rows, within this many bytes, before it writes them. */
  private static final long ROW_GROUP_ROWS = 122_880;

  private static final long ROW_GROUP_BYTES = ROW_GROUP_ROWS * 1024;

  /** A row's status, key and order, in the narrow table and in the window over it. */
  private static final long ROW_STATUS_BYTES = 400;

  /** For one thread: each bucket reads the key of all rows, and all columns of its own rows. */
  private static final double NANOS_A_ROW = 25_000;

  private static final double NANOS_A_BYTE = 20;
  private static final double NANOS_A_BYTE_OF_THE_TABLE = 4;
  private static final double NANOS = 1e9;

  /** A row's own bytes and those of its encoded form. */
  private static final long COPIES = 2;

  /** Output compresses a quarter worse than input, and has its own footers. */
  private static final long QUARTER = 4;

  private static final long FOOTERS = 1 << 20;

  private ResourceEstimator() {}

  /** Returns the estimate for one of {@code buckets} equal hash buckets. */
  static ResourceEstimate of(TablePlan table, int buckets, InvocationLimits limits) {
    long rows = table.rows() / buckets;
    long bytes = table.uncompressedBytes() / buckets;
    double nanos =
        rows * NANOS_A_ROW
            + bytes * NANOS_A_BYTE
            + table.uncompressedBytes() * NANOS_A_BYTE_OF_THE_TABLE;
    long spill = Math.max(0, rows * ROW_STATUS_BYTES - limits.memoryBytes() / 2);
    long share = table.storedBytes() / buckets;
    long output = share + share / QUARTER + FOOTERS;
    return new ResourceEstimate(
        memory(table, buckets, limits.threads()),
        table.storedBytes() + output + spill,
        (long) Math.ceil(nanos / limits.threads() / NANOS));
  }

  /** Returns memory that cannot be spilled: the row group that each thread collects. */
  private static long memory(TablePlan table, int buckets, int threads) {
    long rows = Math.max(1, table.rows());
    long width = table.uncompressedBytes() / rows;
    long group = Math.min(ROW_GROUP_ROWS * width, Math.max(ROW_GROUP_BYTES, width));
    return BASE_MEMORY + COPIES * Math.min(table.uncompressedBytes() / buckets, threads * group);
  }
}
