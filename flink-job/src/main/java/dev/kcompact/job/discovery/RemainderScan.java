package dev.kcompact.job.discovery;

import dev.kcompact.job.discovery.UndatedScan.Visitor;
import dev.kcompact.job.discovery.listing.PrefixLister;
import dev.kcompact.job.store.ListedObject;
import dev.kcompact.job.store.Listing;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;

/**
 * Lists what lies outside of the days within the horizon, some pages with each full scan, from one
 * end of a table's prefix to the other and again. So each key is found however late it arrives and
 * wherever it lies.
 */
final class RemainderScan {
  /** Pages of all tables in a full scan; each table has one at least. */
  static final int PAGES = 100;

  /** Sorts after every key that starts with what it is appended to. */
  private static final char AFTER_ALL = '\uffff';

  private final PrefixLister lister;
  private final Map<String, String> positions;
  private final BooleanSupplier hasRoom;

  RemainderScan(PrefixLister lister, Map<String, String> positions, BooleanSupplier hasRoom) {
    this.lister = lister;
    this.positions = new HashMap<>(positions);
    this.hasRoom = hasRoom;
  }

  void scan(TablePrefixes of, int groups, Visitor visitor) throws IOException {
    String name = of.group().name();
    String after = positions.get(name);
    for (int pages = Math.max(1, PAGES / groups); pages > 0 && hasRoom.getAsBoolean(); pages--) {
      Listing page = lister.page(of.group().prefix(), after);
      boolean isSkipping = false;
      for (ListedObject object : page.objects()) {
        after = object.key();
        String day = of.horizonOf(object.key());
        if (day != null) {
          // The rest of the page is left to the next one, which begins after the day.
          after = day + AFTER_ALL;
          isSkipping = true;
          break;
        }
        visitor.visit(object);
      }
      if (!isSkipping && (page.objects().isEmpty() || !page.more())) {
        positions.remove(name);
        return;
      }
    }
    if (after != null) {
      positions.put(name, after);
    }
  }

  /** The progress of the given tables, for the next scan. */
  Map<String, String> positions(Set<String> tables) {
    positions.keySet().retainAll(tables);
    return positions;
  }
}
