package dev.kcompact.contract.table;

import static java.util.stream.Collectors.toMap;

import dev.kcompact.contract.naming.ObjectKind;
import dev.kcompact.contract.table.ObjectOwners.Owner;
import dev.kcompact.contract.topics.TopicTables;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * All tables of an installation. Those of wildcards are there after {@link #expand} only.
 * Immutable.
 */
public final class TableCatalog {
  private final List<TableDefinition> declared;
  private final List<WildcardTable> wildcards;
  private final List<TableDefinition> tables;
  private final Map<String, TableDefinition> byName;
  private final List<BaseTable> baseTables;
  private final ObjectOwners owners;

  public TableCatalog(Collection<TableDefinition> tables) {
    this(tables, List.of(), tables);
  }

  /**
   * @param declared tables that definitions name
   * @param tables the declared ones, and those of wildcards
   */
  TableCatalog(
      Collection<TableDefinition> declared,
      Collection<WildcardTable> wildcards,
      Collection<TableDefinition> tables) {
    this.declared = List.copyOf(declared);
    this.wildcards = List.copyOf(wildcards);
    Set<String> names = new HashSet<>();
    for (TableDefinition table : tables) {
      if (!names.add(table.name())) {
        throw new IllegalArgumentException("tables has a name twice: " + table.name());
      }
    }
    this.tables = tables.stream().sorted(Comparator.comparing(TableDefinition::name)).toList();
    this.byName = this.tables.stream().collect(toMap(TableDefinition::name, table -> table));
    this.baseTables =
        this.tables.stream()
            .filter(BaseTable.class::isInstance)
            .map(BaseTable.class::cast)
            .toList();
    this.owners = new ObjectOwners(baseTables);
  }

  /**
   * Reads and checks every definition.
   *
   * @throws InvalidDefinitionsException if any file has a problem
   */
  public static TableCatalog load(DefinitionFiles files) {
    return new CatalogLoader(files).load();
  }

  /**
   * Returns this catalog with the tables that wildcards have by a document of the lake, as if they
   * were defined one by one. A topic whose objects a definition owns is left to it.
   *
   * @throws InvalidDefinitionsException if a definition has the name of a topic's table, but is not
   *     that table
   */
  public TableCatalog expand(TopicTables topics) {
    return wildcards.isEmpty() ? this : new WildcardExpansion(declared, wildcards).catalog(topics);
  }

  /**
   * Returns which tables the topics have that are below the prefixes of wildcards by now.
   *
   * @param known the document so far
   * @param directories of the source, each with a slash at its end; others than topics' are ignored
   * @param now when new topics are first seen
   */
  public TopicAssignment assign(TopicTables known, Collection<String> directories, Instant now) {
    return new WildcardExpansion(declared, wildcards).assign(known, directories, now);
  }

  /** The definitions of more topics than one. */
  public List<WildcardTable> wildcards() {
    return wildcards;
  }

  /** All tables, sorted by name. */
  public List<TableDefinition> tables() {
    return tables;
  }

  public Optional<TableDefinition> table(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  /** The base table of that name. */
  public Optional<BaseTable> baseTable(String name) {
    return table(name).filter(BaseTable.class::isInstance).map(BaseTable.class::cast);
  }

  public List<BaseTable> baseTables() {
    return baseTables;
  }

  public List<DerivedTable> derivedTables() {
    return tables.stream()
        .filter(DerivedTable.class::isInstance)
        .map(DerivedTable.class::cast)
        .toList();
  }

  /** Whether an object holds rows of a table, or belongs to one but is left out on purpose. */
  public boolean knows(String objectKey) {
    return owners
        .find(objectKey)
        .filter(owner -> owner.kind() == ObjectKind.ROWS || owner.kind().isExcluded())
        .isPresent();
  }

  /** The table whose rows an object holds. */
  public Optional<BaseTable> ownerOf(String objectKey) {
    return owners
        .find(objectKey)
        .filter(owner -> owner.kind() == ObjectKind.ROWS)
        .map(Owner::table);
  }

  /** The table that an object belongs to, if any, and what it is to it. */
  public Optional<Owner> owner(String objectKey) {
    return owners.find(objectKey);
  }
}
