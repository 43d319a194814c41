package dev.kcompact.cli.audit;

import dev.kcompact.contract.naming.ExcludedObjects;
import dev.kcompact.contract.naming.ObjectKind;
import dev.kcompact.contract.source.UnownedKeys;
import dev.kcompact.contract.table.ObjectOwners.Owner;
import dev.kcompact.contract.table.TableCatalog;
import java.util.EnumMap;
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
    private final TableCatalog catalog;
    private final Map<String, Map<ObjectKind, Long>> counts = new TreeMap<>();

    Counter(TableCatalog catalog) {
      this.catalog = catalog;
    }

    /** Whether a key belongs to a table; counts it if it is left out. */
    boolean isKnown(String key) {
      Owner owner = catalog.owner(key).orElse(null);
      if (owner == null) {
        return false;
      }
      if (owner.kind().isExcluded()) {
        counts
            .computeIfAbsent(owner.table().name(), name -> new EnumMap<>(ObjectKind.class))
            .merge(owner.kind(), 1L, Long::sum);
      }
      return owner.kind() == ObjectKind.ROWS || owner.kind().isExcluded();
    }

    Map<String, ExcludedObjects> excluded() {
      Map<String, ExcludedObjects> excluded = new TreeMap<>();
      counts.forEach((table, kinds) -> excluded.put(table, new ExcludedObjects(kinds)));
      return excluded;
    }
  }
}
