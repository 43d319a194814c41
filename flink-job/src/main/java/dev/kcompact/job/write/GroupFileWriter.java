package dev.kcompact.job.write;

import dev.kcompact.contract.lineage.Lineage;
import dev.kcompact.contract.lineage.LineageCodec;
import dev.kcompact.contract.message.DeferredLetters;
import dev.kcompact.contract.schema.TypeNames;
import dev.kcompact.contract.table.BaseTable;
import dev.kcompact.contract.table.DefinitionStamp;
import dev.kcompact.job.decode.columns.Row;
import dev.kcompact.job.table.JobTables;
import dev.kcompact.job.write.parquet.RowFile;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.flink.api.common.serialization.BulkWriter;
import org.apache.flink.core.fs.FSDataOutputStream;
import org.apache.parquet.hadoop.metadata.ParquetMetadata;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;
import org.jspecify.annotations.Nullable;

/**
 * Writes the file of a group. It opens with the first element of the group, which names the table,
 * and closes with the last one, so the buffers of Parquet's writer do not outlive the group. Flink
 * may commit the closed file much later. Used in one task thread.
 */
final class GroupFileWriter implements BulkWriter<FileElement> {
  private final FSDataOutputStream stream;
  private final JobTables tables;
  private final WriterOptions options;
  private final LearnedDictionaries learned;
  private @Nullable OpenFile open;
  private boolean ended;
  private long rows;
  private long corruptRows;

  private record OpenFile(BaseTable table, Set<String> dictionaries, RowFile rows) {}

  GroupFileWriter(
      FSDataOutputStream stream,
      JobTables tables,
      WriterOptions options,
      LearnedDictionaries learned) {
    this.stream = stream;
    this.tables = tables;
    this.options = options;
    this.learned = learned;
  }

  @Override
  public void addElement(FileElement element) throws IOException {
    if (ended) {
      throw new IllegalStateException(
          "Failed to write a row: " + element.bucket() + ": the group has already ended");
    }
    OpenFile file = open;
    if (file == null) {
      file = openFile(tables.baseTable(element.table(), element.objectKey()));
      open = file;
    }
    Row row = element.row();
    Lineage lineage = element.lineage();
    if (row != null) {
      file.rows().write(row, element.partition(), element.startOffset(), element.sourceKey());
      rows++;
      corruptRows += row.isCorrupt() ? 1 : 0;
    } else if (lineage != null) {
      end(file, lineage, footer(file.table(), lineage, element));
      element.fileClosed(stream.getPos());
    }
  }

  private OpenFile openFile(BaseTable table) throws IOException {
    MessageType schema =
        MessageTypeParser.parseMessageType(TypeNames.parquetMessage(table.name(), table.schema()));
    Set<String> dictionaries = learned.chosen(table.name(), DeclaredDictionaries.of(table));
    RowFile rowFile =
        new RowFile(
            stream,
            schema,
            table.schema(),
            options.properties(schema, dictionaries, table.bloom()),
            options.rowGroupBytes(),
            options.zstdLevel());
    return new OpenFile(table, dictionaries, rowFile);
  }

  private static Map<String, String> footer(BaseTable table, Lineage lineage, FileElement end) {
    Map<String, String> entries = new HashMap<>();
    entries.put(Lineage.FOOTER_KEY, LineageCodec.encode(lineage));
    entries.put(Lineage.CLOSED_BY_KEY, end.closedBy());
    entries.put(DefinitionStamp.FOOTER_KEY, DefinitionStamp.of(table).encode());
    if (end.deferred() != null) {
      entries.put(DeferredLetters.FOOTER_KEY, end.deferred().encode());
    }
    return entries;
  }

  private void end(OpenFile file, Lineage lineage, Map<String, String> entries) throws IOException {
    if (lineage.rows() != rows || lineage.corruptRows() != corruptRows) {
      throw new IllegalStateException(
          String.format(
              "Failed to write lineage: table %s: it has %d rows, %d of them corrupt, but the file"
                  + " has %d and %d",
              file.table().name(), lineage.rows(), lineage.corruptRows(), rows, corruptRows));
    }
    ParquetMetadata footer = file.rows().end(entries);
    learned.learn(file.table().name(), file.dictionaries(), footer);
    open = null;
    ended = true;
  }

  /** Parquet's writer buffers rows until their row group is full. */
  @Override
  public void flush() {}

  @Override
  public void finish() throws IOException {
    if (!ended) {
      OpenFile file = open;
      throw new IOException(
          "Failed to finish a compacted file of "
              + (file == null ? "an empty group" : file.table().name())
              + ": its group has not ended; a checkpoint or another group came first");
    }
  }
}
