package dev.kcompact.job.write;

import dev.kcompact.contract.table.BaseTable;
import java.io.Serializable;
import java.util.Set;

/**
 * Selects the columns that get a dictionary; {@link LearnedDictionaries} then excludes those where
 * it did not pay.
 */
@FunctionalInterface
public interface DictionaryPolicy extends Serializable {
  /** Paths of the leaf columns that get a dictionary, in Parquet's form joined by dots. */
  Set<String> columnsOf(BaseTable table);

  /** A policy by the table's definition alone. */
  static DictionaryPolicy declared() {
    return table -> new DeclaredDictionaries(table).columns();
  }
}
