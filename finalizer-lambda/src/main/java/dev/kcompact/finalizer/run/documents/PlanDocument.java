package dev.kcompact.finalizer.run.documents;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.kcompact.finalizer.store.StoredObject;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The plan of a run, kept as {@code plan.json}.
 *
 * @param version of this format
 * @param tables base tables, sorted by name
 * @param workUnits work on base tables; {@code slices} in the document
 * @param derived work on derived tables, after all of those
 * @param unowned folders of the source with keys that no table owns; absent in the document if
 *     there are none
 */
public record PlanDocument(
    int version,
    LocalDate date,
    String run,
    List<TablePlan> tables,
    @JsonProperty("slices") List<WorkUnit> workUnits,
    List<WorkUnit> derived,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) @Nullable List<UnownedFolder> unowned) {
  public static final String NAME = "plan.json";
  public static final int VERSION = 1;

  /** Whether a table's day is complete. */
  public enum Status {
    COMPLETE,
    INCOMPLETE,
    /** Incomplete, and accepted as the execution's input asks: its partitions are marked. */
    ALLOWED,
    /** Nothing to publish: neither an object nor a file, or accepted objects without a file. */
    NOTHING
  }

  /**
   * A base table's day.
   *
   * @param objects raw objects that exist
   * @param rawBytes their size
   * @param rows rows of the compacted files, by their lineage
   * @param corruptRows how many of them are corrupt
   * @param files the compacted files
   * @param coverage how many objects are in how many files
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

  /** A compacted file, with the counts of its footer. */
  public record PlannedFile(StoredObject object, long rows, long uncompressedBytes) {
    public PlannedFile {
      requireNonNull(object, "object is null");
    }
  }

  /** The sizes of the lists in {@link dev.kcompact.contract.lineage.Coverage}. */
  public record CoverageCounts(
      long covered,
      long missing,
      @JsonProperty("doubled") long duplicated,
      long changed,
      @JsonProperty("gone") long deleted,
      long unproven) {}

  /**
   * A folder of the source with keys that no table owns.
   *
   * @param folder relative to the source, with a slash at its end; empty for the source itself
   * @param keys number of keys
   * @param isExact whether there are not more keys; {@code exact} in the document
   * @param first the first key
   */
  public record UnownedFolder(
      String folder, long keys, @JsonProperty("exact") boolean isExact, String first) {
    public UnownedFolder {
      requireNonNull(folder, "folder is null");
      requireNonNull(first, "first is null");
    }
  }

  /** Without keys that no table owns. */
  public PlanDocument(
      int version,
      LocalDate date,
      String run,
      List<TablePlan> tables,
      List<WorkUnit> workUnits,
      List<WorkUnit> derived) {
    this(version, date, run, tables, workUnits, derived, List.of());
  }

  public PlanDocument {
    requireNonNull(date, "date is null");
    requireNonNull(run, "run is null");
    tables = List.copyOf(tables);
    workUnits = List.copyOf(workUnits);
    derived = List.copyOf(derived);
    unowned = unowned == null ? List.of() : List.copyOf(unowned);
  }

  /** Returns this plan with the folders of keys that no table owns. */
  public PlanDocument withUnowned(List<UnownedFolder> folders) {
    return new PlanDocument(version, date, run, tables, workUnits, derived, folders);
  }

  /** Whether no table has a raw object or a compacted file. */
  public boolean hasNothing() {
    return tables.stream().allMatch(table -> table.objects() == 0 && table.files().isEmpty());
  }

  public Optional<TablePlan> table(String name) {
    return tables.stream().filter(table -> table.table().equals(name)).findFirst();
  }

  /** Names of the base tables that work units finalize, in their order. */
  public List<String> finalizedTables() {
    return workUnits.stream()
        .flatMap(unit -> unit.buckets().stream())
        .map(HashBucket::table)
        .distinct()
        .toList();
  }

  /** The work unit with that id, of base tables or of derived ones. */
  public Optional<WorkUnit> workUnit(String id) {
    return Stream.concat(workUnits.stream(), derived.stream())
        .filter(unit -> unit.id().equals(id))
        .findFirst();
  }
}
