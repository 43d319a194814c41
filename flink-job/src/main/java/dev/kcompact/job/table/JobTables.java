package dev.kcompact.job.table;

import dev.kcompact.contract.table.BaseTable;
import dev.kcompact.contract.table.DefinitionFiles;
import dev.kcompact.contract.table.TableCatalog;
import dev.kcompact.contract.table.TableDefinition;
import java.io.Serializable;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The definitions as text, so that they travel with the job's graph, and as a catalog, compiled
 * once in each place they arrive at.
 */
public final class JobTables implements Serializable {
  private static final long serialVersionUID = 1L;

  private final HashMap<String, String> contents;
  private transient volatile @Nullable TableCatalog catalog;

  /**
   * @throws dev.kcompact.contract.table.InvalidDefinitionsException naming every mistake
   */
  public JobTables(DefinitionFiles files) {
    contents = new HashMap<>(files.contents());
    catalog = TableCatalog.load(files);
  }

  public TableCatalog catalog() {
    TableCatalog known = catalog;
    if (known == null) {
      known = TableCatalog.load(new DefinitionFiles(Map.copyOf(contents)));
      catalog = known;
    }
    return known;
  }

  /**
   * A table that the job reads.
   *
   * @throws IllegalStateException if there is none, as after a definition was taken away
   */
  public BaseTable baseTable(String name) {
    TableDefinition table = catalog().table(name).orElse(null);
    if (!(table instanceof BaseTable base)) {
      throw new IllegalStateException(
          "no base table " + name + "; put its definition back, or let its groups drain first");
    }
    return base;
  }
}
