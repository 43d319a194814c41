package dev.kcompact.job.write;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.parquet.hadoop.metadata.ParquetMetadata;

/**
 * Remembers which dictionaries did not pay off in earlier files. Lookups in a large dictionary cost
 * more than the rest of writing a value, and Parquet's writer may notice only after a page. Cleared
 * every {@link #MEMORY_FILES} files, because data changes. Used in one task thread.
 */
final class LearnedDictionaries {
  /** Smaller files are no evidence. */
  static final int MIN_ROWS = 10_000;

  /** Number of files after which every candidate is tried again. */
  static final int MEMORY_FILES = 64;

  /** Minimum ratio of column size to dictionary size that pays off. */
  private static final int MIN_COLUMN_PER_DICTIONARY = 8;

  /** Dictionaries up to this size always pay off. */
  private static final long SMALL_DICTIONARY_BYTES = 1024;

  private final Map<String, TableMemory> tables = new HashMap<>();

  private static final class TableMemory {
    final Set<String> useless = new HashSet<>();
    int files;
  }

  /** Returns the {@code candidates} (paths joined by dots) that get a dictionary. */
  Set<String> chosen(String table, Set<String> candidates) {
    TableMemory memory = tables.get(table);
    if (memory == null) {
      return candidates;
    }
    Set<String> chosen = new TreeSet<>(candidates);
    chosen.removeAll(memory.useless);
    return chosen;
  }

  /** Expects the result of {@link #chosen} for this file as {@code tried}. */
  void learn(String table, Set<String> tried, ParquetMetadata footer) {
    long rows = footer.getBlocks().stream().mapToLong(BlockMetaData::getRowCount).sum();
    if (rows < MIN_ROWS) {
      return;
    }
    TableMemory memory = tables.computeIfAbsent(table, name -> new TableMemory());
    memory.files++;
    if (memory.files % MEMORY_FILES == 0) {
      memory.useless.clear();
      return;
    }
    for (ColumnChunkMetaData column : footer.getBlocks().get(0).getColumns()) {
      String path = column.getPath().toDotString();
      if (tried.contains(path) && !isAllNull(column) && !pays(column)) {
        memory.useless.add(path);
      }
    }
  }

  private static boolean pays(ColumnChunkMetaData column) {
    if (!column.hasDictionaryPage() || column.getEncodings().contains(Encoding.PLAIN)) {
      return false;
    }
    long dictionary = column.getFirstDataPageOffset() - column.getDictionaryPageOffset();
    return dictionary <= SMALL_DICTIONARY_BYTES
        || dictionary * MIN_COLUMN_PER_DICTIONARY <= column.getTotalSize();
  }

  private static boolean isAllNull(ColumnChunkMetaData column) {
    Statistics<?> statistics = column.getStatistics();
    return statistics != null
        && statistics.isNumNullsSet()
        && statistics.getNumNulls() == column.getValueCount();
  }
}
