package dev.kcompact.finalizer.plan;

import dev.kcompact.contract.lake.LakeLayout;
import dev.kcompact.contract.source.UnownedKeys;
import dev.kcompact.contract.table.BaseTable;
import dev.kcompact.contract.table.TableCatalog;
import dev.kcompact.finalizer.run.documents.PlanDocument.UnownedFolder;
import dev.kcompact.finalizer.store.ObjectStore;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Checks that tables own the keys of the source, so that no day passes because of a mistake. */
final class SourceCheck {
  private static final Logger LOG = LoggerFactory.getLogger(SourceCheck.class);
  private static final int SHOWN = 20;
  private static final long MAX_KEYS = 10_000;

  private final ObjectStore source;
  private final TableCatalog catalog;
  private final List<String> prefixes;
  private final List<String> ignored;

  SourceCheck(ObjectStore source, ObjectStore lake, ObjectStore tables, TableCatalog catalog) {
    this.source = source;
    this.catalog = catalog;
    this.prefixes = catalog.baseTables().stream().map(BaseTable::prefix).toList();
    this.ignored = new ArrayList<>(LakeLayout.directoriesIn(source.root(), lake.root()));
    source
        .root()
        .relativize(tables.root())
        .filter(folder -> !folder.isEmpty())
        .ifPresent(ignored::add);
  }

  /**
   * Returns and logs the folders of keys that no table owns.
   *
   * @param ofDay those below the tables' prefixes, which the listing of the day has
   */
  List<UnownedFolder> unowned(String run, Collection<UnownedKeys.Folder> ofDay) {
    List<UnownedKeys.Folder> folders =
        new ArrayList<>(
            UnownedKeys.find(source, prefixes, ignored, MAX_KEYS, catalog::knows).folders());
    folders.addAll(ofDay);
    UnownedKeys unowned = new UnownedKeys(folders);
    if (!unowned.isEmpty()) {
      LOG.warn("plan {}: {} below {}", run, unowned, source.root());
    }
    return unowned.folders().stream()
        .map(each -> new UnownedFolder(each.name(), each.count(), each.isExact(), each.first()))
        .toList();
  }

  /** Explains why a day without any object or file is not finalized. */
  String nothing(LocalDate date) {
    return ("Nothing to finalize: no raw object and no compacted file of %s in any of %d tables;"
            + " looked below %s: %s; check the source and the tables' prefixes, or start the day"
            + " with \"allowEmpty\": true")
        .formatted(
            date,
            prefixes.size(),
            source.root(),
            prefixes.stream().limit(SHOWN).collect(Collectors.joining(", ")));
  }
}
