package dev.kcompact.job.table;

import dev.kcompact.contract.table.BaseTable;
import dev.kcompact.contract.table.DefinitionFiles;
import dev.kcompact.contract.table.TableCatalog;
import dev.kcompact.contract.table.TableDefinition;
import java.io.Serializable;
import java.util.HashMap;
import java.util.Map;
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
   * @throws IllegalStateException if there is no such base table, for example because it was
   *     removed
   */
  public BaseTable baseTable(String name) {
    TableDefinition table = catalog().table(name).orElse(null);
    if (!(table instanceof BaseTable base)) {
      throw new IllegalStateException(
          "Base table is missing: "
              + name
              + "; restore its definition, or let its groups finish first");
    }
    return base;
  }
}
