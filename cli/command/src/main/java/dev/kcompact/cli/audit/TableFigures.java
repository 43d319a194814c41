package dev.kcompact.cli.audit;

import static java.util.Objects.requireNonNull;

import dev.kcompact.contract.naming.ExcludedObjects;
import java.util.ArrayList;
import java.util.List;

/**
 * The outcome for one table.
 *
 * @param objects its raw objects, including those removed by a clean-up
 * @param cleaned number of raw objects removed by a clean-up
 * @param covered number of raw objects that are in exactly one file, unchanged
 * @param excluded numbers of objects that the definition leaves out of the rows
 */
record TableFigures(
    long objects,
    long cleaned,
    long files,
    long covered,
    Found missing,
    Found duplicated,
    Found changed,
    Found deleted,
    Found unproven,
    ExcludedObjects excluded) {
  private static final int SHOWN = 20;

  TableFigures {
    requireNonNull(missing, "missing is null");
    requireNonNull(duplicated, "duplicated is null");
    requireNonNull(changed, "changed is null");
    requireNonNull(deleted, "deleted is null");
    requireNonNull(unproven, "unproven is null");
    requireNonNull(excluded, "excluded is null");
  }

  /**
   * Objects or files of one kind.
   *
   * @param first the first of them, as lines
   */
  record Found(long count, List<String> first) {
    Found {
      first = List.copyOf(first);
    }

    boolean isEmpty() {
      return count == 0;
    }
  }

  /** Counts what it is given, and keeps the first. */
  static final class Finder {
    private final List<String> first = new ArrayList<>();
    private long count;

    void add(String line) {
      count++;
      if (first.size() < SHOWN) {
        first.add(line);
      }
    }

    Found found() {
      return new Found(count, first);
    }
  }

  /** Whether every raw object is in exactly one file, with its current content. */
  boolean isComplete() {
    return missing.isEmpty() && duplicated.isEmpty() && changed.isEmpty() && unproven.isEmpty();
  }
}
