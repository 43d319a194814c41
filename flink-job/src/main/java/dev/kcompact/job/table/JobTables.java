package dev.kcompact.job.table;

import dev.kcompact.contract.table.BaseTable;
import dev.kcompact.contract.table.DefinitionFiles;
import dev.kcompact.contract.table.TableCatalog;
import java.io.Serializable;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Table definitions, serialized with the job graph as text and compiled once per process. */
public final class JobTables implements Serializable {
  private static final long serialVersionUID = 1L;

  private final HashMap<String, String> contents;
  private transient volatile @Nullable TableCatalog catalog;

  /**
   * @throws dev.kcompact.contract.table.InvalidDefinitionsException with every mistake
   */
  public JobTables(DefinitionFiles files) {
    contents = new HashMap<>(files.contents());
    catalog = TableCatalog.load(files);
  }

  public TableCatalog catalog() {
    TableCatalog loaded = catalog;
    if (loaded == null) {
      loaded = TableCatalog.load(new DefinitionFiles(Map.copyOf(contents)));
      catalog = loaded;
    }
    return loaded;
  }

  /**
   * Returns a table that a definition names, or that a wildcard has given to a topic: the keys of
   * its objects say which one.
   *
   * @param objectKey of any of the table's objects
   * @throws IllegalStateException if there is no such base table, for example because it was
   *     removed
   */
  public BaseTable baseTable(String name, String objectKey) {
    return catalog()
        .baseTable(name)
        .or(() -> ofTopic(name, objectKey))
        .orElseThrow(() -> missing(name));
  }

  /** The failure for a table that no definition names any more. */
  public static IllegalStateException missing(String name) {
    return new IllegalStateException(
        "Base table is missing: "
            + name
            + "; restore its definition, or let its groups finish first");
  }

  /** Does the same for a table that a definition names. */
  public BaseTable baseTable(String name) {
    return baseTable(name, "");
  }

  private Optional<BaseTable> ofTopic(String name, String objectKey) {
    return catalog().wildcards().stream()
        .flatMap(
            wildcard ->
                wildcard.topicOf(objectKey).map(topic -> wildcard.table(name, topic)).stream())
        .findFirst();
  }
}
