package dev.kcompact.finalizer.run;

import static java.util.Objects.requireNonNull;

import dev.kcompact.finalizer.store.StoredObject;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What Plan found, kept as {@code plan.json}.
 *
 * @param version of this format
 * @param tables base tables, sorted by name
 * @param slices work on base tables
 * @param derived work on derived tables, after all slices
 */
public record PlanDocument(
    int version,
    LocalDate date,
    String run,
    List<TablePlan> tables,
    List<Slice> slices,
    List<Slice> derived) {
  public static final String NAME = "plan.json";
  public static final int VERSION = 1;

  /** Whether a table's day is whole. */
  public enum Status {
    COMPLETE,
    INCOMPLETE,
    /** Incomplete, and let pass as the execution's input asks: its partitions are marked. */
    ALLOWED,
    /** Nothing to publish: neither an object nor a file, or objects without a file let pass. */
    NOTHING
  }

  /**
   * A base table's day.
   *
   * @param objects raw objects there are
   * @param rawBytes their size
   * @param rows rows of the compacted files, by their lineage
   * @param corruptRows how many of them are corrupt
   * @param files the compacted files
   * @param coverage how objects and files meet
   * @param lineage SHA-256 over the files' digests, in hex: equal for equal raw objects and files
   * @param reason why it is incomplete, else null
   */
  public record TablePlan(
      String table,
      String domain,
      Status status,
      long objects,
      long rawBytes,
      long rows,
      long corruptRows,
      List<PlannedFile> files,
      CoverageCounts coverage,
      String lineage,
      @Nullable String reason) {
    public TablePlan {
      requireNonNull(table, "table is null");
      requireNonNull(status, "status is null");
      files = List.copyOf(files);
    }

    /** Whether there are rows to finalize. */
    public boolean isToDo() {
      return status == Status.COMPLETE || status == Status.ALLOWED;
    }

    /** Bytes that the table's columns take when they are read. */
    public long uncompressedBytes() {
      return files.stream().mapToLong(PlannedFile::uncompressedBytes).sum();
    }

    /** Bytes of the files as they are stored. */
    public long storedBytes() {
      return files.stream().mapToLong(file -> file.object().size()).sum();
    }
  }

  /** A compacted file, and what its footer says. */
  public record PlannedFile(StoredObject object, long rows, long uncompressedBytes) {
    public PlannedFile {
      requireNonNull(object, "object is null");
    }
  }

  /** The sizes of the lists in {@link dev.kcompact.contract.lineage.Coverage}. */
  public record CoverageCounts(
      long covered, long missing, long doubled, long changed, long gone, long unproven) {}

  /**
   * What one invocation of Finalize is asked to do.
   *
   * @param need null where it was not estimated
   */
  public record Slice(String id, List<Part> parts, @Nullable Need need) {
    /** Without an estimate. */
    public Slice(String id, List<Part> parts) {
      this(id, parts, null);
    }

    public Slice {
      requireNonNull(id, "id is null");
      parts = List.copyOf(parts);
      if (parts.isEmpty()) {
        throw new IllegalArgumentException("parts is empty in slice " + id);
      }
    }
  }

  /** A table's rows whose key hashes to {@code index} of {@code count}. */
  public record Part(String table, int index, int count) {
    private static final Pattern TEXT = Pattern.compile("([^-/]+)-(\\d{1,9})-of-(\\d{1,9})");

    public Part {
      requireNonNull(table, "table is null");
      if (index < 0 || index >= count) {
        throw new IllegalArgumentException("index is not within 0.." + (count - 1) + ": " + index);
      }
    }

    /** Such as {@code orders-0-of-2}; a table's name holds no hyphen. */
    public String text() {
      return table + "-" + index + "-of-" + count;
    }

    /** The part of such a text; empty for any other. */
    public static Optional<Part> parse(String text) {
      Matcher matcher = TEXT.matcher(text);
      if (!matcher.matches()) {
        return Optional.empty();
      }
      int index = Integer.parseInt(matcher.group(2));
      int count = Integer.parseInt(matcher.group(3));
      return index < count
          ? Optional.of(new Part(matcher.group(1), index, count))
          : Optional.empty();
    }

    /** Two parts that together are this one. */
    public List<Part> halves() {
      return List.of(new Part(table, index, 2 * count), new Part(table, index + count, 2 * count));
    }

    /** Whether every row of this part is one of {@code other}. */
    public boolean isWithin(Part other) {
      return table.equals(other.table)
          && count % other.count == 0
          && index % other.count == other.index;
    }
  }

  public PlanDocument {
    requireNonNull(date, "date is null");
    requireNonNull(run, "run is null");
    tables = List.copyOf(tables);
    slices = List.copyOf(slices);
    derived = List.copyOf(derived);
  }

  public Optional<TablePlan> table(String name) {
    return tables.stream().filter(table -> table.table().equals(name)).findFirst();
  }

  /** Names of the base tables that slices finalize, in their order. */
  public List<String> finalizedTables() {
    return slices.stream()
        .flatMap(slice -> slice.parts().stream())
        .map(Part::table)
        .distinct()
        .toList();
  }

  /** Slices and derived ones together. */
  public Optional<Slice> slice(String id) {
    return java.util.stream.Stream.concat(slices.stream(), derived.stream())
        .filter(slice -> slice.id().equals(id))
        .findFirst();
  }
}
