package dev.kcompact.finalizer.plan;

import static java.util.Objects.requireNonNull;

import dev.kcompact.contract.footer.Footer;
import dev.kcompact.contract.lake.LakeLayout;
import dev.kcompact.contract.lineage.Coverage;
import dev.kcompact.contract.lineage.FileLineage;
import dev.kcompact.contract.lineage.Lineage;
import dev.kcompact.contract.lineage.SourceObject;
import dev.kcompact.contract.table.BaseTable;
import dev.kcompact.finalizer.failure.NonRetryableException;
import dev.kcompact.finalizer.run.documents.PlanDocument.PlannedFile;
import dev.kcompact.finalizer.store.Footers;
import dev.kcompact.finalizer.store.ObjectStore;
import dev.kcompact.finalizer.store.StoredObject;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Compares the raw objects of a table's day with its compacted files. */
final class DayInventory {
  private final ObjectStore source;
  private final ObjectStore lake;
  private final CleanedObjects cleaned;

  DayInventory(ObjectStore source, ObjectStore lake, CleanedObjects cleaned) {
    this.source = source;
    this.lake = lake;
    this.cleaned = cleaned;
  }

  /**
   * @param listed the listed raw objects and those that a clean-up deleted
   * @param objects the same, in the form of lineage
   */
  record TableInventory(
      List<StoredObject> listed,
      List<SourceObject> objects,
      List<CompactedFile> files,
      Coverage coverage) {}

  record CompactedFile(PlannedFile file, Lineage lineage) {}

  TableInventory of(BaseTable table, LocalDate day) {
    List<StoredObject> listed = new ArrayList<>(listed(table, day));
    listed.addAll(cleaned.notListed(listed, table, day));
    List<SourceObject> objects =
        listed.stream()
            .map(object -> new SourceObject(object.key(), object.etag(), object.size()))
            .toList();
    List<CompactedFile> files = files(table, day);
    List<FileLineage> lineage =
        files.stream()
            .map(each -> new FileLineage(each.file().object().key(), each.lineage()))
            .toList();
    return new TableInventory(listed, objects, files, Coverage.of(objects, lineage));
  }

  private List<StoredObject> listed(BaseTable table, LocalDate day) {
    return source.list(table.rawFolder(day)).stream()
        .filter(object -> table.ownsOn(day, object.key(), object.lastModified()))
        .toList();
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
        new PlannedFile(object, footer.rows(), footer.uncompressedBytes()), lineage);
  }
}
