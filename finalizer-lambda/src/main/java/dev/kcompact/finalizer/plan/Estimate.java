package dev.kcompact.finalizer.plan;

import dev.kcompact.finalizer.run.Need;
import dev.kcompact.finalizer.run.PlanDocument.TablePlan;

/**
 * What a part of a table needs, by what the footers say of the table. The figures come from what
 * LargeTableIT prints, rounded up; where they are wrong, Finalize halves the part.
 */
final class Estimate {
  /** What DuckDB holds apart from rows. */
  static final long BASE_MEMORY = 64L << 20;

  /** Rows that a thread gathers before it writes them, if they are not more bytes than that. */
  private static final long ROW_GROUP_ROWS = 122_880;

  private static final long ROW_GROUP_BYTES = ROW_GROUP_ROWS * 1024;

  /**
   * Of a row: its verdict, its key and its order, in the narrow table and in the window over it.
   */
  private static final long VERDICT_BYTES = 400;

  /** Of one thread: each part reads the key of all rows, and the rows of its own whole. */
  private static final double NANOS_A_ROW = 25_000;

  private static final double NANOS_A_BYTE = 20;
  private static final double NANOS_A_BYTE_OF_THE_TABLE = 4;
  private static final double NANOS = 1e9;

  /** A row's own bytes, and those of its encoded form. */
  private static final long COPIES = 2;

  /** What is written compresses a quarter worse than what was read, and has footers of its own. */
  private static final long QUARTER = 4;

  private static final long FOOTERS = 1 << 20;

  private Estimate() {}

  /** Of one of {@code parts} equal parts. */
  static Need of(TablePlan table, int parts, Limits limits) {
    long rows = table.rows() / parts;
    long bytes = table.uncompressedBytes() / parts;
    double nanos =
        rows * NANOS_A_ROW
            + bytes * NANOS_A_BYTE
            + table.uncompressedBytes() * NANOS_A_BYTE_OF_THE_TABLE;
    long spill = Math.max(0, rows * VERDICT_BYTES - limits.memoryBytes() / 2);
    long share = table.storedBytes() / parts;
    long output = share + share / QUARTER + FOOTERS;
    return new Need(
        memory(table, parts, limits.threads()),
        table.storedBytes() + output + spill,
        (long) Math.ceil(nanos / limits.threads() / NANOS));
  }

  /** What cannot be spilled: the row group that each thread gathers. */
  private static long memory(TablePlan table, int parts, int threads) {
    long rows = Math.max(1, table.rows());
    long width = table.uncompressedBytes() / rows;
    long group = Math.min(ROW_GROUP_ROWS * width, Math.max(ROW_GROUP_BYTES, width));
    return BASE_MEMORY + COPIES * Math.min(table.uncompressedBytes() / parts, threads * group);
  }
}
