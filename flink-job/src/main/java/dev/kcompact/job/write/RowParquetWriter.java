package dev.kcompact.job.write;

import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.conf.ParquetConfiguration;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.hadoop.codec.ZstandardCodec;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.schema.MessageType;

/** Builds Parquet's writer for a compacted file. */
final class RowParquetWriter extends ParquetWriter.Builder<FileElement, RowParquetWriter> {
  /**
   * Rows between two looks at what is buffered. Parquet's own 100 and 10,000 would let a burst of
   * large records outgrow the heap before anyone looks.
   */
  private static final int LEAST_ROWS_UNCHECKED = 10;

  private static final int MOST_ROWS_UNCHECKED = 500;

  private final RowWriteSupport support;

  RowParquetWriter(OutputFile file, RowWriteSupport support) {
    super(file);
    this.support = support;
  }

  RowParquetWriter withOptions(WriterOptions options) {
    ParquetConfiguration configuration = new PlainParquetConfiguration();
    configuration.setInt(ZstandardCodec.PARQUET_COMPRESS_ZSTD_LEVEL, options.zstdLevel());
    withConf(configuration);
    withCompressionCodec(CompressionCodecName.ZSTD);
    withMinRowCountForPageSizeCheck(LEAST_ROWS_UNCHECKED);
    withMaxRowCountForPageSizeCheck(MOST_ROWS_UNCHECKED);
    return withRowGroupSize(options.rowGroupBytes());
  }

  /**
   * @param dictionaries paths of leaf columns, joined by dots; no other column gets a dictionary
   */
  RowParquetWriter withDictionaries(MessageType schema, Set<String> dictionaries) {
    withDictionaryEncoding(false);
    for (ColumnDescriptor column : schema.getColumns()) {
      String path = String.join(".", column.getPath());
      withDictionaryEncoding(path, dictionaries.contains(path));
    }
    return self();
  }

  @Override
  protected RowParquetWriter self() {
    return this;
  }

  @Override
  protected WriteSupport<FileElement> getWriteSupport(Configuration configuration) {
    return support;
  }

  @Override
  protected WriteSupport<FileElement> getWriteSupport(ParquetConfiguration configuration) {
    return support;
  }
}
