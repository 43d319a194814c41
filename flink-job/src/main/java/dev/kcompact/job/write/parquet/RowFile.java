package dev.kcompact.job.write.parquet;

import dev.kcompact.contract.schema.TableSchema;
import dev.kcompact.job.decode.columns.Row;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.core.fs.FSDataOutputStream;
import org.apache.parquet.column.ColumnWriteStore;
import org.apache.parquet.column.ParquetProperties;
import org.apache.parquet.hadoop.ColumnChunkPageWriteStore;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.hadoop.metadata.ParquetMetadata;
import org.apache.parquet.schema.MessageType;
import org.jspecify.annotations.Nullable;

/**
 * Writes a Parquet file of rows. It replaces Parquet's record writer for two reasons: rows go to
 * the columns directly, and the buffered size is checked by bytes, not rows. Used in one task
 * thread.
 */
public final class RowFile {
  private static final String WRITER = "writer.model.name";
  private static final int MAX_PADDING = 0;

  /** Checks of the buffered size in each row group. */
  private static final int SIZE_CHECKS = 64;

  private final MessageType schema;
  private final ParquetProperties properties;
  private final long rowGroupBytes;
  private final ParquetFileWriter file;
  private final ZstdCompressor compressor;
  private final StructStriper columns;
  private final AddedColumns added;
  private ColumnChunkPageWriteStore pages;
  private ColumnWriteStore rowGroup;
  private long rows;

  /** Text size of the rows since the last check of the buffered size. */
  private long uncheckedBytes;

  /** The caller closes {@code stream}. */
  public RowFile(
      FSDataOutputStream stream,
      MessageType schema,
      TableSchema table,
      ParquetProperties properties,
      long rowGroupBytes,
      int zstdLevel)
      throws IOException {
    this.schema = schema;
    this.properties = properties;
    this.rowGroupBytes = rowGroupBytes;
    columns = new StructStriper(table.root(), schema);
    added = new AddedColumns(schema);
    file =
        new ParquetFileWriter(
            new StreamOutputFile(stream),
            schema,
            ParquetFileWriter.Mode.CREATE,
            rowGroupBytes,
            MAX_PADDING,
            null,
            properties);
    file.start();
    compressor = new ZstdCompressor(zstdLevel);
    pages = newPages();
    rowGroup = newRowGroup();
  }

  private ColumnChunkPageWriteStore newPages() {
    return new ColumnChunkPageWriteStore(
        compressor,
        schema,
        properties.getAllocator(),
        properties.getColumnIndexTruncateLength(),
        properties.getPageWriteChecksumEnabled());
  }

  private ColumnWriteStore newRowGroup() {
    ColumnWriteStore store = properties.newColumnWriteStore(schema, pages, pages);
    columns.open(store);
    added.open(store);
    return store;
  }

  /** Ignores {@code partition} and {@code startOffset} unless {@code sourceKey} is null. */
  public void write(Row row, int partition, long startOffset, @Nullable String sourceKey)
      throws IOException {
    if (row.isCorrupt()) {
      columns.writeNull(0, 0);
    } else {
      columns.write(row.columns(), 0, 0);
    }
    added.write(row, partition, startOffset, sourceKey);
    rowGroup.endRecord();
    rows++;
    uncheckedBytes += row.textBytes();
    if (uncheckedBytes * SIZE_CHECKS >= rowGroupBytes) {
      uncheckedBytes = 0;
      if (rowGroup.getBufferedSize() >= rowGroupBytes) {
        closeRowGroup();
        pages = newPages();
        rowGroup = newRowGroup();
      }
    }
  }

  private void closeRowGroup() throws IOException {
    if (rows > 0) {
      file.startBlock(rows);
      rowGroup.flush();
      pages.flushToFileWriter(file);
      file.endBlock();
      rows = 0;
    }
    rowGroup.close();
    pages.close();
  }

  /** Writes the last row group and a footer with this metadata; returns the footer. */
  public ParquetMetadata end(Map<String, String> metadata) throws IOException {
    closeRowGroup();
    Map<String, String> all = new HashMap<>(metadata);
    all.put(WRITER, "kcompact");
    file.end(all);
    return file.getFooter();
  }
}
