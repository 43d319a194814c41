package dev.kcompact.job.write;

import dev.kcompact.contract.table.BaseTable;
import java.io.Serializable;
import java.util.Set;

/**
 * Decides which columns may be worth a dictionary; {@link LearnedDictionaries} then gives up those
 * that were not.
 */
@FunctionalInterface
public interface DictionaryPolicy extends Serializable {
  /** Paths of the leaf columns that get one, as Parquet has them, joined by dots. */
  Set<String> columnsOf(BaseTable table);

  /** What can be told from the definition alone. */
  static DictionaryPolicy declared() {
    return table -> new DeclaredDictionaries(table).columns();
  }
}
