package dev.kcompact.job.write;

import dev.kcompact.contract.schema.TableSchema;
import dev.kcompact.job.decode.Row;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.apache.parquet.column.ColumnWriteStore;
import org.apache.parquet.column.ParquetProperties;
import org.apache.parquet.hadoop.ColumnChunkPageWriteStore;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.hadoop.metadata.ParquetMetadata;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.schema.MessageType;

/**
 * A Parquet file of rows, row group by row group. In place of Parquet's record writer, for two
 * reasons: rows go to the columns directly, and what waits in memory is looked at by bytes and not
 * by rows. Belongs to one task thread.
 */
final class RowFile {
  private static final String WRITER = "writer.model.name";
  private static final int MAX_PADDING = 0;

  /** Looks at what is buffered for each row group. */
  private static final int LOOKS = 64;

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

  /** Text of the rows since what is buffered was looked at. */
  private long unseenBytes;

  RowFile(
      OutputFile out,
      MessageType schema,
      TableSchema table,
      ParquetProperties properties,
      WriterOptions options)
      throws IOException {
    this.schema = schema;
    this.properties = properties;
    rowGroupBytes = options.rowGroupBytes();
    columns = new StructStriper(table.root(), schema);
    added = new AddedColumns(schema);
    file =
        new ParquetFileWriter(
            out,
            schema,
            ParquetFileWriter.Mode.CREATE,
            rowGroupBytes,
            MAX_PADDING,
            null,
            properties);
    file.start();
    compressor = new ZstdCompressor(options.zstdLevel());
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

  void write(FileElement element, Row row) throws IOException {
    if (row.isCorrupt()) {
      columns.writeNull(0, 0);
    } else {
      columns.write(row.columns(), 0, 0);
    }
    added.write(element, row);
    rowGroup.endRecord();
    rows++;
    unseenBytes += row.textBytes();
    if (unseenBytes * LOOKS >= rowGroupBytes) {
      unseenBytes = 0;
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

  /** Writes what is left and the footer with that metadata; the stream stays open. */
  ParquetMetadata end(Map<String, String> metadata) throws IOException {
    closeRowGroup();
    Map<String, String> all = new HashMap<>(metadata);
    all.put(WRITER, "kcompact");
    file.end(all);
    return file.getFooter();
  }
}
