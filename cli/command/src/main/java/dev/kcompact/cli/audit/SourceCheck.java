package dev.kcompact.cli.audit;

import dev.kcompact.cli.console.Console;
import dev.kcompact.cli.process.CommandException;
import dev.kcompact.cli.store.ObjectStore;
import dev.kcompact.contract.lake.LakeLayout;
import dev.kcompact.contract.location.StorageLocation;
import dev.kcompact.contract.naming.ExcludedObjects;
import dev.kcompact.contract.source.UnownedKeys;
import dev.kcompact.contract.table.BaseTable;
import dev.kcompact.contract.table.TableCatalog;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Checks that the tables own keys of a source, so that no command succeeds without any input. */
public final class SourceCheck {
  private static final int SHOWN = 20;

  private final ObjectStore source;
  private final StorageLocation lake;
  private final TableCatalog catalog;
  private final List<String> prefixes;

  public SourceCheck(ObjectStore source, StorageLocation lake, TableCatalog catalog) {
    this.source = source;
    this.lake = lake;
    this.catalog = catalog;
    this.prefixes = catalog.baseTables().stream().map(BaseTable::prefix).toList();
    if (prefixes.isEmpty() && !catalog.wildcards().isEmpty()) {
      throw new CommandException(
          "No topic has a table yet: the definitions have topic '*' only, and no topic below %s was compacted; compact it first"
              .formatted(source.root()));
    }
    if (prefixes.isEmpty()) {
      throw new CommandException(
          "No table reads objects: the definitions have derived tables only; define a base table");
    }
  }

  /** Fails if no object belongs to a table; {@code what} is the command's verb. */
  public void requireObjects(String what) {
    for (String prefix : prefixes) {
      try (Stream<String> keys = source.keys(prefix)) {
        if (keys.anyMatch(key -> catalog.ownerOf(key).isPresent())) {
          return;
        }
      }
    }
    throw nothing(what, "");
  }

  /**
   * Returns the error of a command that found no object.
   *
   * @param what the command's verb
   * @param narrowed an additional condition, for example a day; or empty
   */
  public CommandException nothing(String what, String narrowed) {
    UnownedKeys unowned = contents().unowned();
    return new CommandException(
        "Nothing to %s: no object below %s belongs to a table%s, looked at %s%s; check --source%s and the prefixes of the tables"
            .formatted(
                what,
                source.root(),
                narrowed,
                prefixes.stream().limit(SHOWN).collect(Collectors.joining(", ")),
                unowned.isEmpty() ? "" : "; found " + unowned,
                narrowed.isEmpty() ? "" : ", --date"));
  }

  /** Lists the source, and returns what it has besides the tables' objects. */
  public SourceContents contents() {
    SourceContents.Counter counter = new SourceContents.Counter(catalog);
    UnownedKeys unowned =
        UnownedKeys.findEverywhere(
            source, prefixes, LakeLayout.directoriesIn(source.root(), lake), counter::isKnown);
    return new SourceContents(unowned, counter.excluded());
  }

  /** Prints a line for each table that leaves objects out. */
  public static void showExcluded(Map<String, ExcludedObjects> excluded, Console console) {
    new TreeMap<>(excluded)
        .forEach(
            (table, objects) -> console.print("%-20s leaves out %s".formatted(table, objects)));
  }

  /** Prints the keys that no table owns, one line for each of the first folders. */
  public static void show(UnownedKeys unowned, Console console) {
    if (unowned.isEmpty()) {
      return;
    }
    console.print("%,d keys that no table owns:".formatted(unowned.count()));
    unowned.folders().stream().limit(SHOWN).forEach(folder -> console.print("  " + folder));
    if (unowned.folders().size() > SHOWN) {
      console.print("  and %,d more folders".formatted(unowned.folders().size() - SHOWN));
    }
  }
}
