package dev.kcompact.finalizer.run.documents;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.kcompact.contract.lake.LakeLayout;
import dev.kcompact.finalizer.store.StoredObject;
import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The plan of a run, stored as {@code plan.json}.
 *
 * @param tables base tables, sorted by name
 * @param workUnits work on base tables
 * @param derived work on derived tables, which follows
 * @param unowned folders of the source with keys that no table owns
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

  public enum Status {
    COMPLETE,
    INCOMPLETE,
    /** Incomplete, but accepted by the execution's input: its partitions are marked. */
    ALLOWED,
    /** Nothing to publish: no object and no file, or accepted objects without a file. */
    NOTHING
  }

  /**
   * A base table's day.
   *
   * @param objects number of existing raw objects
   * @param rawBytes their size
   * @param rows rows of the compacted files, by their lineage, including corrupt ones
   * @param lineage SHA-256 over the files' digests, in hex: equal for equal raw objects and files
   * @param reason why it is incomplete, else null
   * @param excluded numbers of objects that the definition leaves out, by kind; absent in the
   *     document if there are none
   * @param otherDefinition how the definition differs from those that its files were made with;
   *     null if it does not, or no file says so
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
      @Nullable String reason,
      @JsonInclude(JsonInclude.Include.NON_EMPTY) @Nullable Map<String, Long> excluded,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable OtherDefinition otherDefinition) {
    public TablePlan {
      requireNonNull(table, "table is null");
      requireNonNull(status, "status is null");
      files = List.copyOf(files);
      excluded = excluded == null ? Map.of() : Collections.unmodifiableMap(new TreeMap<>(excluded));
    }

    /** Whether there are rows to finalize. */
    public boolean isToDo() {
      return status == Status.COMPLETE || status == Status.ALLOWED;
    }

    /** Bytes of the table's columns in memory. */
    public long uncompressedBytes() {
      return files.stream().mapToLong(PlannedFile::uncompressedBytes).sum();
    }

    public long storedBytes() {
      return files.stream().mapToLong(file -> file.object().size()).sum();
    }
  }

  /**
   * Files of a table's day that were made with another definition than the run's.
   *
   * @param files number of files
   * @param first key of the first
   * @param changes what the definition says otherwise, one line for each column
   */
  public record OtherDefinition(long files, String first, List<String> changes) {
    public OtherDefinition {
      requireNonNull(first, "first is null");
      changes = List.copyOf(changes);
    }

    /** Returns one line. */
    @Override
    public String toString() {
      return "%d compacted files were made with another definition: %s (first %s)"
          .formatted(files, String.join(", ", changes), first);
    }
  }

  /** A compacted file with the counts of its footer. */
  public record PlannedFile(StoredObject object, long rows, long uncompressedBytes) {
    public PlannedFile {
      requireNonNull(object, "object is null");
    }

    /** The day of the file's objects. */
    public LocalDate objectDay() {
      return LakeLayout.compactedFile(object.key()).orElseThrow().day();
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
   * @param folder relative to the source, ending with a slash; empty for the source itself
   * @param keys number of keys; a lower bound unless exact
   */
  public record UnownedFolder(
      String folder, long keys, @JsonProperty("exact") boolean isExact, String first) {
    public UnownedFolder {
      requireNonNull(folder, "folder is null");
      requireNonNull(first, "first is null");
    }
  }

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

  public PlanDocument withUnowned(List<UnownedFolder> folders) {
    return new PlanDocument(version, date, run, tables, workUnits, derived, folders);
  }

  public boolean hasNothing() {
    return tables.stream().allMatch(table -> table.objects() == 0 && table.files().isEmpty());
  }

  public Optional<TablePlan> table(String name) {
    return tables.stream().filter(table -> table.table().equals(name)).findFirst();
  }

  public List<String> finalizedTables() {
    return workUnits.stream()
        .flatMap(unit -> unit.buckets().stream())
        .map(HashBucket::table)
        .distinct()
        .toList();
  }

  /** Finds a work unit of base or derived tables. */
  public Optional<WorkUnit> workUnit(String id) {
    return Stream.concat(workUnits.stream(), derived.stream())
        .filter(unit -> unit.id().equals(id))
        .findFirst();
  }
}
