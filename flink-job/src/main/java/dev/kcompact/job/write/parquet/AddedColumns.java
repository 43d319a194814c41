package dev.kcompact.job.write.parquet;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kcompact.contract.schema.AddedColumn;
import dev.kcompact.job.decode.columns.Row;
import java.util.List;
import org.apache.parquet.column.ColumnWriteStore;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.MessageType;
import org.jspecify.annotations.Nullable;

/** Writes the columns of every table: source of the row, unknown fields and corruption. */
final class AddedColumns {
  private final LeafStriper.OfInts partition;
  private final LeafStriper.OfLongs fileOffset;
  private final LeafStriper.OfInts line;
  private final LeafStriper.OfBytes sourceKey;
  private final LeafStriper.OfBytes rescued;
  private final LeafStriper.OfBytes corruptRecord;
  private final LeafStriper.OfBytes corruptReason;

  AddedColumns(MessageType schema) {
    partition = new LeafStriper.OfInts(schema, AddedColumn.PARTITION.columnName());
    fileOffset = new LeafStriper.OfLongs(schema, AddedColumn.FILE_OFFSET.columnName());
    line = new LeafStriper.OfInts(schema, AddedColumn.LINE.columnName());
    sourceKey = text(schema, AddedColumn.SOURCE_KEY);
    rescued = text(schema, AddedColumn.RESCUED);
    corruptRecord = text(schema, AddedColumn.CORRUPT_RECORD);
    corruptReason = text(schema, AddedColumn.CORRUPT_REASON);
  }

  private static LeafStriper.OfBytes text(MessageType schema, AddedColumn column) {
    return new LeafStriper.OfBytes(schema, column.columnName());
  }

  void open(ColumnWriteStore rowGroup) {
    List.of(partition, fileOffset, line, sourceKey, rescued, corruptRecord, corruptReason)
        .forEach(column -> column.open(rowGroup));
  }

  void write(Row row, int objectPartition, long startOffset, @Nullable String key) {
    if (key == null) {
      partition.write(objectPartition, 0);
      fileOffset.write(startOffset, 0);
    } else {
      partition.writeNull(0, 0);
      fileOffset.writeNull(0, 0);
    }
    line.write(row.line(), 0);
    write(sourceKey, key);
    write(rescued, row.rescued());
    if (row.isCorrupt()) {
      corruptRecord.write(Binary.fromConstantByteArray(row.corruptText()), 0);
      write(corruptReason, row.corruptReason());
    } else {
      corruptRecord.writeNull(0, 0);
      corruptReason.writeNull(0, 0);
    }
  }

  private static void write(LeafStriper.OfBytes column, @Nullable String text) {
    if (text == null) {
      column.writeNull(0, 0);
    } else {
      column.write(Binary.fromConstantByteArray(text.getBytes(UTF_8)), 0);
    }
  }
}
