package dev.kcompact.finalizer.store;

import dev.kcompact.contract.table.BaseTable;
import dev.kcompact.contract.table.DayDirectories;
import dev.kcompact.contract.table.DayDirectories.Kind;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.BiPredicate;

/**
 * Lists the raw objects that may be filed under a day: those in its directory, and those that lie
 * in no day's directory, which are filed under their last modification. The latter cost one listing
 * request for each directory above the days.
 */
public final class RawObjects {
  private final ObjectStore source;

  public RawObjects(ObjectStore source) {
    this.source = source;
  }

  /**
   * Returns the wanted ones among the objects below the table's prefix that may be filed under any
   * of the days.
   *
   * @param isWanted called once with each listed object and its folder, also of other tables
   */
  public List<StoredObject> list(
      BaseTable table, Collection<LocalDate> days, BiPredicate<String, StoredObject> isWanted) {
    List<StoredObject> found = new ArrayList<>();
    days.stream()
        .map(table::rawFolder)
        .distinct()
        .forEach(folder -> found.addAll(listed(folder, isWanted)));
    DayDirectories.of(table)
        .ifPresent(directories -> addUndated(directories, table.prefix(), isWanted, found));
    return found;
  }

  private void addUndated(
      DayDirectories directories,
      String directory,
      BiPredicate<String, StoredObject> isWanted,
      List<StoredObject> found) {
    ObjectStore.Folder folder = source.folder(directory);
    folder.objects().stream()
        .filter(object -> !object.isFolderMarker() && isWanted.test(directory, object))
        .forEach(found::add);
    for (String each : folder.directories()) {
      Kind kind = directories.kindOf(each);
      if (kind == Kind.ABOVE_DAYS) {
        addUndated(directories, each, isWanted, found);
      } else if (kind == Kind.UNDATED) {
        found.addAll(listed(each, isWanted));
      }
    }
  }

  /** Leaves out the markers that consoles create for folders. */
  private List<StoredObject> listed(String folder, BiPredicate<String, StoredObject> isWanted) {
    return source.list(folder, object -> !object.isFolderMarker() && isWanted.test(folder, object));
  }
}
