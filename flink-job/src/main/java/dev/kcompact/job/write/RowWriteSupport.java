package dev.kcompact.job.write;

import static java.util.Objects.requireNonNull;

import dev.kcompact.contract.lineage.Lineage;
import dev.kcompact.contract.lineage.LineageCodec;
import dev.kcompact.contract.schema.AddedColumn;
import dev.kcompact.contract.schema.TableSchema;
import dev.kcompact.job.decode.Row;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.conf.ParquetConfiguration;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.RecordConsumer;
import org.apache.parquet.schema.MessageType;
import org.jspecify.annotations.Nullable;

/** Writes the rows of one file, and in the end its lineage into the footer. */
final class RowWriteSupport extends WriteSupport<FileElement> {
  private final MessageType schema;
  private final StructWriter columns;
  private final int firstAdded;
  private @Nullable RecordConsumer consumer;
  private @Nullable Lineage lineage;
  private String closedBy = "";

  RowWriteSupport(MessageType schema, TableSchema table) {
    this.schema = schema;
    columns = new StructWriter(table.root());
    firstAdded = table.columns().size();
  }

  void setLineage(Lineage lineage, String closedBy) {
    this.closedBy = closedBy;
    this.lineage = requireNonNull(lineage, "lineage is null");
  }

  @Override
  public String getName() {
    return "kcompact";
  }

  @Override
  public WriteContext init(Configuration configuration) {
    return context();
  }

  @Override
  public WriteContext init(ParquetConfiguration configuration) {
    return context();
  }

  private WriteContext context() {
    return new WriteContext(schema, Map.of());
  }

  @Override
  public void prepareForWrite(RecordConsumer consumer) {
    this.consumer = consumer;
  }

  @Override
  public void write(FileElement element) {
    RecordConsumer to = requireNonNull(consumer, "prepareForWrite was not called");
    Row row = requireNonNull(element.row(), "element is no row");
    to.startMessage();
    if (!row.isCorrupt()) {
      columns.write(to, row.columns(), 0);
    }
    writePlace(to, element, row);
    writeText(to, AddedColumn.RESCUED, row.rescued());
    if (row.isCorrupt()) {
      addBinary(to, AddedColumn.CORRUPT_RECORD, Binary.fromConstantByteArray(row.corruptText()));
      writeText(to, AddedColumn.CORRUPT_REASON, row.corruptReason());
    }
    to.endMessage();
  }

  private void writePlace(RecordConsumer to, FileElement element, Row row) {
    String sourceKey = element.sourceKey();
    if (sourceKey == null) {
      writeInt(to, AddedColumn.PARTITION, element.partition());
      start(to, AddedColumn.FILE_OFFSET);
      to.addLong(element.startOffset());
      end(to, AddedColumn.FILE_OFFSET);
    }
    writeInt(to, AddedColumn.LINE, row.line());
    writeText(to, AddedColumn.SOURCE_KEY, sourceKey);
  }

  private void writeInt(RecordConsumer to, AddedColumn column, int value) {
    start(to, column);
    to.addInteger(value);
    end(to, column);
  }

  private void writeText(RecordConsumer to, AddedColumn column, @Nullable String text) {
    if (text != null) {
      addBinary(to, column, Binary.fromString(text));
    }
  }

  private void addBinary(RecordConsumer to, AddedColumn column, Binary value) {
    start(to, column);
    to.addBinary(value);
    end(to, column);
  }

  private void start(RecordConsumer to, AddedColumn column) {
    to.startField(column.columnName(), firstAdded + column.ordinal());
  }

  private void end(RecordConsumer to, AddedColumn column) {
    to.endField(column.columnName(), firstAdded + column.ordinal());
  }

  @Override
  public FinalizedWriteContext finalizeWrite() {
    Lineage known = requireNonNull(lineage, "lineage was not set");
    return new FinalizedWriteContext(
        Map.of(Lineage.FOOTER_KEY, LineageCodec.encode(known), Lineage.CLOSED_BY_KEY, closedBy));
  }
}
