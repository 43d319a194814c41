package dev.kcompact.cli.audit;

import dev.kcompact.contract.naming.ExcludedObjects;
import dev.kcompact.contract.naming.ObjectKind;
import dev.kcompact.contract.source.UnownedKeys;
import dev.kcompact.contract.table.BaseTable;
import dev.kcompact.contract.table.TableCatalog;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a source has besides the tables' objects.
 *
 * @param unowned keys that no table owns
 * @param excluded objects that are left out of the rows, by table; tables without any are absent
 */
public record SourceContents(UnownedKeys unowned, Map<String, ExcludedObjects> excluded) {
  public SourceContents {
    excluded = Map.copyOf(excluded);
  }

  /** Distinguishes keys of tables from others, and counts those that are left out. */
  static final class Counter {
    private final List<BaseTable> tables;
    private final Map<String, Map<ObjectKind, Long>> counts = new TreeMap<>();

    Counter(TableCatalog catalog) {
      tables = catalog.baseTables();
    }

    /** Whether a key belongs to a table; counts it if it is left out. */
    boolean isKnown(String key) {
      for (BaseTable table : tables) {
        ObjectKind kind = table.kindOf(key);
        if (kind.isExcluded()) {
          counts
              .computeIfAbsent(table.name(), name -> new EnumMap<>(ObjectKind.class))
              .merge(kind, 1L, Long::sum);
        }
        if (kind == ObjectKind.ROWS || kind.isExcluded()) {
          return true;
        }
      }
      return false;
    }

    Map<String, ExcludedObjects> excluded() {
      Map<String, ExcludedObjects> excluded = new TreeMap<>();
      counts.forEach((table, kinds) -> excluded.put(table, new ExcludedObjects(kinds)));
      return excluded;
    }
  }
}
