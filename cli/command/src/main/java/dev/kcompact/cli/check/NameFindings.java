package dev.kcompact.cli.check;

import dev.kcompact.contract.naming.ObjectName;
import dev.kcompact.contract.table.BaseTable;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds what is odd in the names of a table's objects. Not thread-safe. */
final class NameFindings {
  /** Names that are compared with each other; further ones are checked alone. */
  static final int MAX_COMPARED = 200_000;

  private static final String NO_ORDER = "without partition and offset";
  private static final String NO_DAY = "outside of the day layout";
  private static final String DUPLICATED = "with an offset of another object";
  private static final String OVERLAPPING = "that overlap the next object of their directory";

  private final BaseTable table;
  private final Map<Position, String> keys = new HashMap<>();
  private final Map<String, Places> found = new LinkedHashMap<>();
  private @Nullable Range last;

  private record Position(int partition, long offset) {}

  /** Records of an object, in the offsets of its name. */
  private record Range(String series, String key, long end) {}

  NameFindings(BaseTable table) {
    this.table = table;
  }

  /** Adds a listed object of the table. */
  void listed(String key, Instant lastModified) {
    if (table.dayOf(key, lastModified).isEmpty()) {
      place(NO_DAY, key);
    }
    ObjectName name = table.nameOf(key).orElse(null);
    if (name == null) {
      place(NO_ORDER, key);
    } else if (keys.size() < MAX_COMPARED) {
      String other = keys.putIfAbsent(new Position(name.partition(), name.startOffset()), key);
      if (other != null) {
        place(DUPLICATED, key + " and " + other);
      }
    }
  }

  /**
   * Adds an object that was read. The sink gives each object of a directory the offsets after those
   * of the one before; call it in the order of the keys.
   */
  void read(String key, long records) {
    ObjectName name = table.nameOf(key).orElse(null);
    if (name == null || name.stem() == null) {
      return;
    }
    String series = key.substring(0, key.lastIndexOf('/') + 1) + name.stem();
    Range before = last;
    if (before != null && before.series().equals(series) && before.end() > name.startOffset()) {
      place(OVERLAPPING, before.key());
    }
    last = new Range(series, key, name.startOffset() + records);
  }

  private void place(String what, String key) {
    found.computeIfAbsent(what, each -> new Places()).add(key);
  }

  /** Returns what was found, by its kind. */
  Map<String, Places> found() {
    return found;
  }
}
