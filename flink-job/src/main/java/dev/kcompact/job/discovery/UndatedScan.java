package dev.kcompact.job.discovery;

import dev.kcompact.contract.table.DayDirectories;
import dev.kcompact.job.discovery.listing.PrefixHighWaterMarks;
import dev.kcompact.job.discovery.listing.PrefixLister;
import dev.kcompact.job.store.ListedObject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;

/**
 * Lists the objects of a table with days in its paths that lie in no day's directory: beside the
 * directories above the days, and in directories that are no day's. Costs a request for each
 * directory above the days of the horizon, and for each page of objects without a day, up to a
 * limit; {@link RemainderScan} finds what is beyond it.
 */
final class UndatedScan {
  /** Pages of objects without a day that a scan lists for a table. */
  static final int MAX_PAGES = 20;

  private final PrefixLister lister;
  private final KeyOwners owners;
  private final KnownPrefixes prefixes;
  private final Set<String> listedTrees;
  private final BooleanSupplier hasRoom;

  /** Takes an object that may be known; returns whether no committed file contains it. */
  @FunctionalInterface
  interface Visitor {
    boolean visit(ListedObject object) throws IOException;
  }

  UndatedScan(
      PrefixLister lister,
      KeyOwners owners,
      KnownPrefixes prefixes,
      Set<String> listedTrees,
      BooleanSupplier hasRoom) {
    this.lister = lister;
    this.owners = owners;
    this.prefixes = prefixes;
    this.listedTrees = listedTrees;
    this.hasRoom = hasRoom;
  }

  /** Returns the directories of days that were seen on the way. */
  List<String> scan(TablePrefixes of, Visitor visitor) throws IOException {
    DayDirectories directories = of.group().directories();
    List<String> above = of.aboveDays();
    long end = lister.requests() + above.size() + MAX_PAGES;
    List<String> undated = new ArrayList<>();
    List<String> days = new ArrayList<>();
    for (String directory : above) {
      if (directories != null && hasRoom.getAsBoolean() && listedTrees.add("beside " + directory)) {
        List<String> below = new ArrayList<>();
        list(directory, true, end, below, visitor);
        for (String each : below) {
          switch (directories.kindOf(each)) {
            case UNDATED -> undated.add(each);
            case DAY -> days.add(each);
            default -> {}
          }
        }
      }
    }
    for (String directory : undated) {
      if (lister.requests() < end && hasRoom.getAsBoolean() && listedTrees.add(directory)) {
        list(directory, false, end, new ArrayList<>(), visitor);
      }
    }
    return days;
  }

  /** Watches the prefixes of objects that were found, so that the next ones are found soon. */
  private void list(
      String directory, boolean isLevel, long end, List<String> below, Visitor visitor)
      throws IOException {
    Set<String> arrived = new HashSet<>();
    Map<String, PrefixHighWaterMarks> marks = new HashMap<>();
    boolean complete =
        lister.listUpTo(
            owners,
            directory,
            isLevel,
            end,
            prefixes::get,
            below,
            object -> {
              if (visitor.visit(object)) {
                arrived.add(object.key().substring(0, object.key().lastIndexOf('/') + 1));
              }
            },
            marks);
    if (complete) {
      marks.forEach(
          (prefix, after) -> {
            if (arrived.contains(prefix)) {
              prefixes.put(prefix, after);
            }
          });
    }
  }
}
