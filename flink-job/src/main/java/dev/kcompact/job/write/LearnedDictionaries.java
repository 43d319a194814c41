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
 * Which dictionaries did not pay in the files before. Looking values up in a large dictionary costs
 * more than all the rest of writing them, and Parquet's writer may find out only behind a page that
 * it has to be given up. Forgotten every so many files, since data change. Belongs to one task
 * thread.
 */
final class LearnedDictionaries {
  /** Fewer rows show nothing. */
  static final int LEAST_ROWS = 10_000;

  /** After as many files every candidate is tried again. */
  static final int MEMORY_FILES = 64;

  /** A dictionary that is a greater part of its column holds values that seldom repeat. */
  private static final int LEAST_COLUMN_PER_DICTIONARY = 8;

  /** As small a dictionary is never in the way. */
  private static final long SMALL_DICTIONARY_BYTES = 1024;

  private final Map<String, TableMemory> tables = new HashMap<>();

  private static final class TableMemory {
    final Set<String> useless = new HashSet<>();
    int files;
  }

  /** Those of {@code candidates}, paths joined by dots, that are worth a dictionary. */
  Set<String> chosen(String table, Set<String> candidates) {
    TableMemory memory = tables.get(table);
    if (memory == null) {
      return candidates;
    }
    Set<String> chosen = new TreeSet<>(candidates);
    chosen.removeAll(memory.useless);
    return chosen;
  }

  /**
   * @param tried what {@link #chosen} said when the file was opened
   */
  void learn(String table, Set<String> tried, ParquetMetadata footer) {
    long rows = footer.getBlocks().stream().mapToLong(BlockMetaData::getRowCount).sum();
    if (rows < LEAST_ROWS) {
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
        || dictionary * LEAST_COLUMN_PER_DICTIONARY <= column.getTotalSize();
  }

  private static boolean isAllNull(ColumnChunkMetaData column) {
    Statistics<?> statistics = column.getStatistics();
    return statistics != null
        && statistics.isNumNullsSet()
        && statistics.getNumNulls() == column.getValueCount();
  }
}
