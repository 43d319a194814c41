package dev.kcompact.finalizer.plan;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.toCollection;

import dev.kcompact.contract.footer.Footer;
import dev.kcompact.contract.lake.LakeLayout;
import dev.kcompact.contract.lineage.Coverage;
import dev.kcompact.contract.lineage.FileLineage;
import dev.kcompact.contract.lineage.Lineage;
import dev.kcompact.contract.lineage.SourceObject;
import dev.kcompact.contract.naming.ExcludedObjects;
import dev.kcompact.contract.source.UnownedKeys;
import dev.kcompact.contract.table.BaseTable;
import dev.kcompact.contract.table.DefinitionStamp;
import dev.kcompact.finalizer.failure.NonRetryableException;
import dev.kcompact.finalizer.run.documents.PlanDocument.PlannedFile;
import dev.kcompact.finalizer.store.Footers;
import dev.kcompact.finalizer.store.ObjectStore;
import dev.kcompact.finalizer.store.RawObjects;
import dev.kcompact.finalizer.store.StoredObject;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Compares the raw objects that may have rows of a table's day with their compacted files. An
 * object whose path has no day belongs to the day of its last modification. Objects of later days
 * may still arrive: those that are in no file are left out.
 */
final class DayInventory {
  private final ObjectStore source;
  private final ObjectStore lake;
  private final CleanedObjects cleaned;
  private final Predicate<String> isKnown;
  private final Map<String, UnownedKeys.Folder> unowned = new TreeMap<>();

  /**
   * @param isKnown whether a key belongs to a table
   */
  DayInventory(
      ObjectStore source, ObjectStore lake, CleanedObjects cleaned, Predicate<String> isKnown) {
    this.source = source;
    this.lake = lake;
    this.cleaned = cleaned;
    this.isKnown = isKnown;
  }

  /**
   * @param listed the listed raw objects and those that a clean-up deleted
   * @param objects the same, in the form of lineage
   * @param excluded numbers of listed objects that the definition leaves out of the rows
   */
  record TableInventory(
      List<StoredObject> listed,
      List<SourceObject> objects,
      List<CompactedFile> files,
      Coverage coverage,
      ExcludedObjects excluded) {
    /** Returns the files of a day's own objects. */
    Stream<CompactedFile> filesOf(LocalDate day) {
      return files.stream().filter(each -> each.file().objectDay().equals(day));
    }
  }

  /**
   * @param definition that the file was made with, if its footer says so
   * @param deferred of the footer; empty if the job sent the file's dead letters
   */
  record CompactedFile(
      PlannedFile file,
      Lineage lineage,
      Optional<DefinitionStamp> definition,
      Optional<String> deferred) {}

  /** Compacted objects are compared too if the definition leaves them out by now. */
  TableInventory of(BaseTable table, LocalDate day) {
    List<LocalDate> days = table.day().objectDays(day);
    List<StoredObject> ofDays = ofDays(table, days);
    List<CompactedFile> files = days.stream().flatMap(each -> files(table, each).stream()).toList();
    List<FileLineage> lineage =
        files.stream()
            .map(each -> new FileLineage(each.file().object().key(), each.lineage()))
            .toList();
    Set<String> compacted = FileLineage.keys(lineage);
    List<StoredObject> listed =
        ofDays.stream()
            .filter(
                object ->
                    compacted.contains(object.key())
                        || table.owns(object.key()) && !dayOf(object, table).isAfter(day))
            .collect(toCollection(ArrayList::new));
    listed.addAll(cleaned.notListed(listed, table, day));
    List<SourceObject> objects =
        listed.stream()
            .map(object -> new SourceObject(object.key(), object.etag(), object.size()))
            .toList();
    return new TableInventory(
        listed,
        objects,
        files,
        Coverage.of(objects, lineage),
        ExcludedObjects.of(
            ofDays.stream()
                .filter(object -> dayOf(object, table).equals(day))
                .map(object -> table.kindOf(object.key()))
                .toList()));
  }

  /** Keys of no table among those that were listed, once for each folder that tables share. */
  Collection<UnownedKeys.Folder> unowned() {
    return unowned.values();
  }

  private List<StoredObject> ofDays(BaseTable table, List<LocalDate> days) {
    Map<String, Strangers> strangers = new TreeMap<>();
    List<StoredObject> found =
        new RawObjects(source)
            .list(
                table,
                days,
                (folder, object) -> {
                  if (!isKnown.test(object.key())) {
                    strangers.computeIfAbsent(folder, key -> new Strangers()).add(object.key());
                  }
                  return days.contains(dayOf(object, table));
                });
    strangers.forEach((folder, of) -> of.in(folder).ifPresent(it -> unowned.put(folder, it)));
    return found;
  }

  private static LocalDate dayOf(StoredObject object, BaseTable table) {
    return table.compactedDay(object.key(), object.lastModified());
  }

  /** Counts keys of no table. */
  private static final class Strangers {
    private long count;
    private String first = "";

    void add(String key) {
      first = count++ == 0 || key.compareTo(first) < 0 ? key : first;
    }

    Optional<UnownedKeys.Folder> in(String folder) {
      return count == 0
          ? Optional.empty()
          : Optional.of(new UnownedKeys.Folder(folder, count, true, first));
    }
  }

  private List<CompactedFile> files(BaseTable table, LocalDate day) {
    Map<String, StoredObject> objects = new LinkedHashMap<>();
    for (StoredObject object : lake.list(LakeLayout.compacted(table.name(), day))) {
      if (LakeLayout.compactedFile(object.key()).isPresent()) {
        objects.put(object.key(), object);
      }
    }
    return Footers.readAll(lake, objects.keySet()).entrySet().stream()
        .map(read -> file(requireNonNull(objects.get(read.getKey())), read.getValue()))
        .toList();
  }

  private CompactedFile file(StoredObject object, Footer footer) {
    Lineage lineage =
        footer
            .lineage()
            .orElseThrow(
                () ->
                    new NonRetryableException(
                        "Compacted file has no lineage: "
                            + lake.locationOf(object.key())
                            + "; move it out of compacted/, then its objects are compacted again"));
    if (lineage.rows() != footer.rows()) {
      throw new NonRetryableException(
          "Compacted file has %d rows, but its lineage has %d: %s"
              .formatted(footer.rows(), lineage.rows(), lake.locationOf(object.key())));
    }
    return new CompactedFile(
        new PlannedFile(object, footer.rows(), footer.uncompressedBytes()),
        lineage,
        footer.definition(),
        footer.deferredLetters());
  }
}
