package dev.kcompact.finalizer.plan;

import dev.kcompact.finalizer.failure.RefusedException;
import dev.kcompact.finalizer.run.PlanDocument.Part;
import dev.kcompact.finalizer.run.PlanDocument.Slice;
import dev.kcompact.finalizer.run.PlanDocument.TablePlan;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * How a day is cut: small tables are packed together, a large one is split by the hash of its key,
 * so that each slice fits one invocation.
 *
 * @param sliceBytes uncompressed bytes of one slice
 * @param tmpBytes what a slice may store
 */
record Slicing(long sliceBytes, long tmpBytes) {
  Slicing {
    if (sliceBytes < 1) {
      throw new IllegalArgumentException("sliceBytes is not positive: " + sliceBytes);
    }
    if (tmpBytes < 1) {
      throw new IllegalArgumentException("tmpBytes is not positive: " + tmpBytes);
    }
  }

  /**
   * Cuts base tables; those of a slice are in the order in which they are to be done.
   *
   * @throws RefusedException if a table cannot fit
   */
  List<Slice> cut(List<TablePlan> tables) {
    List<List<Part>> bins = new ArrayList<>();
    List<Long> filled = new ArrayList<>();
    List<TablePlan> largestFirst =
        tables.stream()
            .sorted(
                Comparator.comparingLong(TablePlan::uncompressedBytes)
                    .reversed()
                    .thenComparing(TablePlan::table))
            .toList();
    for (TablePlan table : largestFirst) {
      int parts = partsOf(table);
      for (int index = 0; index < parts; index++) {
        put(new Part(table.table(), index, parts), table.uncompressedBytes() / parts, bins, filled);
      }
    }
    List<Slice> slices = new ArrayList<>();
    for (List<Part> bin : bins) {
      slices.add(new Slice(String.format(Locale.ROOT, "s-%04d", slices.size()), bin));
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
   * @throws RefusedException if they cannot fit
   */
  void checkInputs(String derived, List<TablePlan> inputs) {
    long bytes = inputs.stream().mapToLong(TablePlan::storedBytes).sum();
    // Its own output can be as large as its inputs.
    if (2 * bytes > tmpBytes) {
      throw cannotFit(derived, 2 * bytes);
    }
  }

  private int partsOf(TablePlan table) {
    long parts = Math.max(1, (table.uncompressedBytes() + sliceBytes - 1) / sliceBytes);
    // Each part reads all of the table's files and writes its share of the rows.
    long stored = table.storedBytes() + table.storedBytes() / parts;
    if (stored > tmpBytes || parts > Integer.MAX_VALUE) {
      throw cannotFit(table.table(), stored);
    }
    return (int) parts;
  }

  /** Into the first bin with room that has no part of the same table. */
  private void put(Part part, long bytes, List<List<Part>> bins, List<Long> filled) {
    for (int bin = 0; bin < bins.size(); bin++) {
      boolean same = bins.get(bin).stream().anyMatch(each -> each.table().equals(part.table()));
      if (!same && filled.get(bin) + bytes <= sliceBytes) {
        bins.get(bin).add(part);
        filled.set(bin, filled.get(bin) + bytes);
        return;
      }
    }
    bins.add(new ArrayList<>(List.of(part)));
    filled.add(bytes);
  }

  private RefusedException cannotFit(String table, long bytes) {
    return new RefusedException(
        "Table "
            + table
            + " does not fit: it needs "
            + bytes
            + " bytes of temporary storage where KCOMPACT_TMP_BYTES is "
            + tmpBytes
            + "; enlarge the function's storage");
  }
}
