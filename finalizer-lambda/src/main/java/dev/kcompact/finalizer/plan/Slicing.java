package dev.kcompact.finalizer.plan;

import dev.kcompact.finalizer.failure.NonRetryableException;
import dev.kcompact.finalizer.run.Need;
import dev.kcompact.finalizer.run.PlanDocument.Part;
import dev.kcompact.finalizer.run.PlanDocument.Slice;
import dev.kcompact.finalizer.run.PlanDocument.TablePlan;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * How a day is cut: small tables are packed together, a large one is split by the hash of its key,
 * so that each slice fits one invocation by bytes, memory, storage and time.
 */
record Slicing(Limits limits) {
  /** Of the 15 minutes that an invocation has; estimates may be wrong by half and more. */
  static final long SLICE_SECONDS = 300;

  /** Parts are what an invocation that runs out of time can stop between. */
  static final long PART_SECONDS = 150;

  /** Each part reads all files of its table: many more of them would do nothing else. */
  static final int MOST_PARTS = 128;

  /**
   * Cuts base tables; parts of a slice are in the order in which they are to be done.
   *
   * @throws NonRetryableException if a table cannot fit
   */
  List<Slice> cut(List<TablePlan> tables) {
    List<Bin> bins = new ArrayList<>();
    List<TablePlan> largestFirst =
        tables.stream()
            .sorted(
                Comparator.comparingLong(TablePlan::uncompressedBytes)
                    .reversed()
                    .thenComparing(TablePlan::table))
            .toList();
    for (TablePlan table : largestFirst) {
      int parts = partsOf(table);
      Need need = Estimate.of(table, parts, limits);
      for (int index = 0; index < parts; index++) {
        put(new Part(table.table(), index, parts), table.uncompressedBytes() / parts, need, bins);
      }
    }
    List<Slice> slices = new ArrayList<>();
    for (Bin bin : bins) {
      slices.add(
          new Slice(String.format(Locale.ROOT, "s-%04d", slices.size()), bin.parts, bin.need));
    }
    return slices;
  }

  /** A slice of its own for each derived table. */
  List<Slice> derived(List<String> tables) {
    List<Slice> slices = new ArrayList<>();
    for (String table : tables) {
      slices.add(
          new Slice(
              String.format(Locale.ROOT, "d-%04d", slices.size()), List.of(new Part(table, 0, 1))));
    }
    return slices;
  }

  /**
   * Checks the inputs of a derived table, which are all stored beside each other.
   *
   * @throws NonRetryableException if they cannot fit
   */
  void checkInputs(String derived, List<TablePlan> inputs) {
    long bytes = inputs.stream().mapToLong(TablePlan::storedBytes).sum();
    // Its own output can be as large as its inputs.
    if (2 * bytes > limits.storageBytes()) {
      throw new NonRetryableException(storage(derived, 2 * bytes));
    }
  }

  /** The least number with which each part fits. */
  private int partsOf(TablePlan table) {
    long least = (table.uncompressedBytes() + limits.sliceBytes() - 1) / limits.sliceBytes();
    String reason = bytes(table);
    for (long parts = Math.max(1, least); parts <= MOST_PARTS; parts++) {
      Need need = Estimate.of(table, (int) parts, limits);
      if (need.storageBytes() > limits.storageBytes()) {
        reason = storage(table.table(), need.storageBytes());
      } else if (need.memoryBytes() > limits.memoryBytes()) {
        reason = memory(table, need);
      } else if (need.seconds() > PART_SECONDS) {
        reason = time(table, need);
      } else {
        return (int) parts;
      }
    }
    throw new NonRetryableException(reason);
  }

  /** Parts of a slice, and what they take together. */
  private static final class Bin {
    final List<Part> parts = new ArrayList<>();
    long bytes;
    Need need = new Need(0, 0, 0);
  }

  private void put(Part part, long bytes, Need need, List<Bin> bins) {
    Bin bin =
        bins.stream().filter(each -> hasRoom(each, bytes, need)).findFirst().orElseGet(Bin::new);
    if (bin.parts.isEmpty()) {
      bins.add(bin);
    }
    bin.parts.add(part);
    bin.bytes += bytes;
    bin.need = bin.need.then(need);
  }

  private boolean hasRoom(Bin bin, long bytes, Need need) {
    return bin.bytes + bytes <= limits.sliceBytes()
        && bin.need.seconds() + need.seconds() <= SLICE_SECONDS;
  }

  private String bytes(TablePlan table) {
    return doesNotFit(table.table())
        + "it has "
        + table.uncompressedBytes()
        + " uncompressed bytes where "
        + MOST_PARTS
        + " slices of KCOMPACT_SLICE_BYTES take "
        + MOST_PARTS * limits.sliceBytes()
        + "; enlarge the slices";
  }

  private String storage(String table, long bytes) {
    return doesNotFit(table)
        + "it needs "
        + bytes
        + " bytes of temporary storage where KCOMPACT_TMP_BYTES is "
        + limits.storageBytes()
        + "; enlarge the function's storage";
  }

  private String memory(TablePlan table, Need need) {
    return doesNotFit(table.table())
        + "rows of "
        + table.uncompressedBytes() / Math.max(1, table.rows())
        + " bytes in "
        + limits.threads()
        + " threads need "
        + need.memoryBytes()
        + " bytes of memory where KCOMPACT_DUCKDB_MEMORY is "
        + limits.memoryBytes()
        + "; enlarge the function's memory, or lessen KCOMPACT_DUCKDB_THREADS";
  }

  private String time(TablePlan table, Need need) {
    return doesNotFit(table.table())
        + "its "
        + table.uncompressedBytes()
        + " uncompressed bytes take "
        + need.seconds()
        + " seconds even in "
        + MOST_PARTS
        + " parts, where a part may take "
        + PART_SECONDS
        + "; enlarge the function's memory, and with it its processors and KCOMPACT_DUCKDB_THREADS";
  }

  private static String doesNotFit(String table) {
    return "Table " + table + " does not fit: ";
  }
}
