package dev.kcompact.job.write;

import dev.kcompact.contract.table.BaseTable;
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
  private final RowWriteSupport support;

  RowParquetWriter(OutputFile file, RowWriteSupport support) {
    super(file);
    this.support = support;
  }

  RowParquetWriter withOptions(WriterOptions options, MessageType schema, BaseTable table) {
    ParquetConfiguration configuration = new PlainParquetConfiguration();
    configuration.setInt(ZstandardCodec.PARQUET_COMPRESS_ZSTD_LEVEL, options.zstdLevel());
    withConf(configuration);
    withCompressionCodec(CompressionCodecName.ZSTD);
    withRowGroupSize(options.rowGroupBytes());
    withDictionaryEncoding(false);
    Set<String> dictionaries = options.dictionaries().columnsOf(table);
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
