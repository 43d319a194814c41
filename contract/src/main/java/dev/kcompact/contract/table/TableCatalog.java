package dev.kcompact.contract.table;

import dev.kcompact.contract.naming.ObjectKind;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * All tables of an installation. Immutable.
 *
 * @param tables sorted by name
 */
public record TableCatalog(List<TableDefinition> tables) {
  public TableCatalog {
    tables = tables.stream().sorted(Comparator.comparing(TableDefinition::name)).toList();
    Set<String> names = new HashSet<>();
    for (TableDefinition table : tables) {
      if (!names.add(table.name())) {
        throw new IllegalArgumentException("tables has a name twice: " + table.name());
      }
    }
  }

  /**
   * Reads and checks every definition.
   *
   * @throws InvalidDefinitionsException if any file has a problem
   */
  public static TableCatalog load(DefinitionFiles files) {
    return new CatalogLoader(files).load();
  }

  public Optional<TableDefinition> table(String name) {
    return tables.stream().filter(table -> table.name().equals(name)).findFirst();
  }

  public List<BaseTable> baseTables() {
    return tables.stream().filter(BaseTable.class::isInstance).map(BaseTable.class::cast).toList();
  }

  public List<DerivedTable> derivedTables() {
    return tables.stream()
        .filter(DerivedTable.class::isInstance)
        .map(DerivedTable.class::cast)
        .toList();
  }

  /** Whether an object holds rows of a table, or belongs to one but is left out on purpose. */
  public boolean knows(String objectKey) {
    return baseTables().stream()
        .map(table -> table.kindOf(objectKey))
        .anyMatch(kind -> kind == ObjectKind.ROWS || kind.isExcluded());
  }

  /** The table whose rows an object holds. */
  public Optional<BaseTable> ownerOf(String objectKey) {
    return baseTables().stream().filter(table -> table.owns(objectKey)).findFirst();
  }
}
