package dev.kcompact.contract.table;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** What must hold between wildcards and other definitions. */
record WildcardRules(
    Map<WildcardTable, String> wildcards,
    Collection<TableDefinition> tables,
    Map<TableDefinition, String> origins,
    List<Problem> problems) {

  void check() {
    wildcards.forEach(
        (wildcard, file) -> {
          checkOthers(wildcard, file);
          for (TableDefinition table : tables) {
            if (table instanceof BaseTable base) {
              checkAbove(wildcard, file, base);
            }
          }
          new CatalogRules(byName(), Map.of(wildcard.model(), file), problems)
              .check(wildcard.model());
        });
  }

  private Map<String, TableDefinition> byName() {
    return tables.stream().collect(Collectors.toMap(TableDefinition::name, table -> table));
  }

  /** Refuses two wildcards that could take the same topic; the file that comes first is kept. */
  private void checkOthers(WildcardTable wildcard, String file) {
    wildcards.forEach(
        (other, otherFile) -> {
          boolean meets =
              wildcard.prefix().startsWith(other.prefix())
                  || other.prefix().startsWith(wildcard.prefix());
          if (meets && otherFile.compareTo(file) < 0) {
            problem(
                file,
                "is %s, which meets %s of %s; expected prefixes apart for tables of all topics"
                    .formatted(wildcard.prefix(), other.prefix(), otherFile));
          }
        });
  }

  /** Refuses a table that owns every object below the wildcard's prefix. */
  private void checkAbove(WildcardTable wildcard, String file, BaseTable base) {
    if (SharedPrefixes.isWithin(wildcard.model(), base) && !base.naming().hasTopic()) {
      problem(
          file,
          "is %s, where %s owns every object; expected another prefix"
              .formatted(wildcard.prefix(), Objects.requireNonNull(origins.get(base))));
    }
  }

  private void problem(String file, String message) {
    problems.add(new Problem(file, "/source/prefix", message));
  }
}
