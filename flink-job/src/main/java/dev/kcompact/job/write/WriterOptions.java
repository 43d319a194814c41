package dev.kcompact.job.write;

import dev.kcompact.contract.schema.ColumnPath;
import java.io.Serializable;
import java.util.Collection;
import java.util.Set;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.ParquetProperties;
import org.apache.parquet.schema.MessageType;

/**
 * Encoding options of compacted files.
 *
 * @param zstdLevel 1 (fastest) to 22
 * @param rowGroupBytes size at which a row group closes, as estimated by Parquet's writer
 */
public record WriterOptions(int zstdLevel, long rowGroupBytes) implements Serializable {
  private static final int MAX_ZSTD_LEVEL = 22;
  private static final long MIN_ROW_GROUP_BYTES = 1 << 20;

  /** Level 1 and row groups of 32 MiB, so that uploads overlap with encoding. */
  public static final WriterOptions DEFAULTS = new WriterOptions(1, 32L << 20);

  /** Rows between two checks of a page's size; pages of large records end near the limit. */
  private static final int ROWS_UNCHECKED = 10;

  /** Length to which minima and maxima are truncated; they remain bounds. */
  private static final int STATISTICS_BYTES = 64;

  public WriterOptions {
    if (zstdLevel < 1 || zstdLevel > MAX_ZSTD_LEVEL) {
      throw new IllegalArgumentException("zstdLevel is not within 1..22: " + zstdLevel);
    }
    if (rowGroupBytes < MIN_ROW_GROUP_BYTES) {
      throw new IllegalArgumentException("rowGroupBytes is below 1 MiB: " + rowGroupBytes);
    }
  }

  /**
   * @param dictionaries paths of leaf columns, joined by dots; no other column gets a dictionary
   * @param bloom columns and fields in them that get a bloom filter, sized by their values
   */
  ParquetProperties properties(
      MessageType schema, Set<String> dictionaries, Collection<String> bloom) {
    ParquetProperties.Builder properties =
        ParquetProperties.builder()
            .withMinRowCountForPageSizeCheck(ROWS_UNCHECKED)
            .estimateRowCountForPageSizeCheck(false)
            .withStatisticsTruncateLength(STATISTICS_BYTES)
            .withColumnIndexTruncateLength(STATISTICS_BYTES)
            .withAdaptiveBloomFilterEnabled(!bloom.isEmpty())
            .withSizeStatisticsEnabled(false)
            .withDictionaryEncoding(false);
    for (ColumnDescriptor column : schema.getColumns()) {
      String path = String.join(".", column.getPath());
      properties.withDictionaryEncoding(path, dictionaries.contains(path));
    }
    bloom.forEach(
        column -> properties.withBloomFilterEnabled(ColumnPath.parse(column).dotted(), true));
    return properties.build();
  }
}
