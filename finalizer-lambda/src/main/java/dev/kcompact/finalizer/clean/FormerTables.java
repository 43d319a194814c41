package dev.kcompact.finalizer.clean;

import dev.kcompact.contract.lake.LakeLayout;
import dev.kcompact.contract.lineage.Coverage;
import dev.kcompact.contract.lineage.FileLineage;
import dev.kcompact.contract.lineage.SourceObject;
import dev.kcompact.contract.table.TableCatalog;
import dev.kcompact.finalizer.store.Footers;
import dev.kcompact.finalizer.store.ObjectStore;
import dev.kcompact.finalizer.store.StoredObject;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Tables that have files in the lake, but no definition any more: one of a wildcard that has left
 * its topic to a definition, for example. Their files stay, and may hold objects that another table
 * has compacted again.
 *
 * @param names sorted
 */
record FormerTables(ObjectStore lake, List<String> names) {
  /** The day of an object may be that of another zone. */
  private static final int DAYS_AROUND = 1;

  FormerTables {
    names = List.copyOf(names);
  }

  /** Finds the tables with one listing request for 1,000 of them. */
  static FormerTables of(ObjectStore lake, TableCatalog catalog) {
    String folder = LakeLayout.COMPACTED;
    List<String> names =
        lake.level(folder).directories().stream()
            .map(directory -> directory.substring(folder.length(), directory.length() - 1))
            .filter(name -> catalog.table(name).isEmpty())
            .sorted()
            .toList();
    return new FormerTables(lake, names);
  }

  /**
   * Returns the reason why the objects of a day must stay: the files of a former table that hold
   * some of them do not prove it. Empty if there is none.
   */
  Optional<String> whatIsUnproven(LocalDate day, Collection<SourceObject> objects) {
    Map<String, SourceObject> byKey =
        objects.stream().collect(Collectors.toMap(SourceObject::key, Function.identity()));
    return names.stream().flatMap(name -> check(name, day, byKey).stream()).findFirst();
  }

  private Optional<String> check(String table, LocalDate day, Map<String, SourceObject> byKey) {
    List<FileLineage> files =
        files(table, day).stream()
            .filter(
                file ->
                    file.lineage().entries().stream()
                        .anyMatch(entry -> byKey.containsKey(entry.key())))
            .toList();
    List<SourceObject> held =
        FileLineage.keys(files).stream().filter(byKey::containsKey).map(byKey::get).toList();
    Coverage coverage = Coverage.of(held, files);
    long duplicated =
        coverage.duplicated().stream().filter(each -> byKey.containsKey(each.key())).count();
    return duplicated == 0 && coverage.changed().isEmpty() && coverage.unproven().isEmpty()
        ? Optional.empty()
        : Optional.of(
            "the files of %s, which has no definition any more, do not prove them (%d duplicated, %d changed)"
                .formatted(table, duplicated, coverage.changed().size()));
  }

  private List<FileLineage> files(String table, LocalDate day) {
    List<String> keys = new ArrayList<>();
    for (int away = -DAYS_AROUND; away <= DAYS_AROUND; away++) {
      lake.list(LakeLayout.compacted(table, day.plusDays(away))).stream()
          .map(StoredObject::key)
          .filter(key -> LakeLayout.compactedFile(key).isPresent())
          .forEach(keys::add);
    }
    List<FileLineage> files = new ArrayList<>();
    Footers.readAll(lake, keys)
        .forEach(
            (key, footer) -> footer.lineage().ifPresent(of -> files.add(new FileLineage(key, of))));
    return files;
  }
}
