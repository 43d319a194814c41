package dev.kcompact.cli.check;

import dev.kcompact.cli.store.ObjectStore;
import dev.kcompact.cli.store.ObjectStore.Listed;
import dev.kcompact.contract.naming.ObjectKind;
import dev.kcompact.contract.source.UncompactedDays;
import dev.kcompact.contract.source.UnownedKeys;
import dev.kcompact.contract.table.BaseTable;
import dev.kcompact.contract.table.ObjectOwners.Owner;
import dev.kcompact.contract.table.TableCatalog;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Lists the objects of tables, and what lies beside them. Not thread-safe. */
final class SourceSample {
  /** LISTs for each table where not every object is wanted; half of them find directories. */
  private static final int LISTS = 100;

  private final ObjectStore source;
  private final TableCatalog catalog;
  private final boolean isAll;
  private final @Nullable LocalDate day;
  private final Map<String, List<Listed>> objects = new HashMap<>();
  private final Set<String> incomplete = new HashSet<>();
  private final Map<String, Map<ObjectKind, Long>> excluded = new TreeMap<>();
  private final Map<String, Places> strangers = new TreeMap<>();
  private final Set<String> folders = new TreeSet<>();
  private boolean isOutsideComplete = true;

  /**
   * @param isAll whether every object is listed; else a number of LISTs for each table
   * @param day of the objects; null for all days
   */
  SourceSample(ObjectStore source, TableCatalog catalog, boolean isAll, @Nullable LocalDate day) {
    this.source = source;
    this.catalog = catalog;
    this.isAll = isAll;
    this.day = day;
  }

  /** Lists the objects of tables. */
  void list(Collection<BaseTable> tables) {
    Map<String, List<BaseTable>> byFolder = new TreeMap<>();
    for (BaseTable table : tables) {
      byFolder.computeIfAbsent(folderOf(table), each -> new ArrayList<>()).add(table);
      objects.put(table.name(), new ArrayList<>());
    }
    folders.addAll(byFolder.keySet());
    byFolder.forEach(this::list);
  }

  private String folderOf(BaseTable table) {
    return day == null ? table.prefix() : table.rawFolder(day);
  }

  private void list(String folder, List<BaseTable> tables) {
    if (isAll) {
      source.each(folder, listed -> add(listed, folder));
      return;
    }
    PrefixSampler sampler =
        new PrefixSampler(
            source,
            key -> tables.stream().flatMap(table -> table.nameOf(key).stream()).findFirst(),
            listed -> add(listed, folder));
    if (!sampler.list(folder, LISTS * tables.size())) {
      tables.forEach(table -> incomplete.add(table.name()));
    }
  }

  private void add(Listed listed, String listedFolder) {
    String key = listed.object().key();
    Owner owner = catalog.owner(key).orElse(null);
    if (owner != null && owner.kind() == ObjectKind.ROWS) {
      BaseTable table = owner.table();
      List<Listed> found = objects.get(table.name());
      if (found != null && folderOf(table).equals(listedFolder) && isOfDay(table, listed)) {
        found.add(listed);
      }
    } else if (isListedAgain(key, listedFolder)) {
      return;
    } else if (owner != null && owner.kind().isExcluded()) {
      excluded
          .computeIfAbsent(owner.table().name(), name -> new TreeMap<>())
          .merge(owner.kind(), 1L, Long::sum);
    } else {
      String folder = key.substring(0, key.lastIndexOf('/') + 1);
      strangers.computeIfAbsent(folder, each -> new Places()).add(key);
    }
  }

  /** Whether a folder inside this one is listed, too. */
  private boolean isListedAgain(String key, String listedFolder) {
    return folders.stream()
        .anyMatch(each -> each.length() > listedFolder.length() && key.startsWith(each));
  }

  private boolean isOfDay(BaseTable table, Listed listed) {
    return day == null
        || table.compactedDay(listed.object().key(), listed.lastModified()).equals(day);
  }

  /** Adds the keys that no table owns outside of the tables' prefixes. */
  void listOutside(Collection<String> ignored) {
    Set<String> prefixes = new TreeSet<>();
    catalog.baseTables().forEach(table -> prefixes.add(table.prefix()));
    BoundedListing listing =
        new BoundedListing(source, isAll ? ListingBudget.unlimited() : new ListingBudget(LISTS));
    UnownedKeys outside =
        UnownedKeys.find(listing, prefixes, ignored, ObjectStore.PageRequest.MAX, catalog::knows);
    for (UnownedKeys.Folder folder : outside.folders()) {
      Places places = strangers.computeIfAbsent(folder.name(), each -> new Places());
      places.add(folder.count(), new Places.Place(folder.first(), null));
    }
    isOutsideComplete = listing.isComplete();
  }

  ObjectListing of(BaseTable table) {
    return new ObjectListing(
        objects.getOrDefault(table.name(), List.of()), !incomplete.contains(table.name()));
  }

  /** Adds the days that the listed objects of a table are compacted into; none for null. */
  void addDays(BaseTable table, @Nullable UncompactedDays days) {
    if (days != null) {
      for (Listed each : objects.getOrDefault(table.name(), List.of())) {
        days.addObject(table.compactedDay(each.object().key(), each.lastModified()));
      }
    }
  }

  /** Numbers of objects that are left out of the rows, by table and kind. */
  Map<ObjectKind, Long> excluded(String table) {
    return excluded.getOrDefault(table, Map.of());
  }

  /** Keys that no table owns, by folder. */
  Map<String, Places> strangers() {
    return strangers;
  }

  /** Whether the numbers of these keys are exact outside of the tables' prefixes. */
  boolean isOutsideComplete() {
    return isOutsideComplete;
  }
}
