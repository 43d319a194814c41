package dev.kcompact.cli.check;

import dev.kcompact.contract.naming.ObjectName;
import dev.kcompact.contract.schema.AddedColumn;
import dev.kcompact.contract.table.BaseTable;
import dev.kcompact.finalizer.duckdb.DuckDb;
import dev.kcompact.finalizer.duckdb.Sql;
import dev.kcompact.job.decode.columns.Row;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Writes good rows to temporary Parquet files with the columns of a compacted file. Holds rows of
 * one batch, so memory does not grow with their number.
 */
final class RowFiles implements AutoCloseable {
  /** Limits of one batch; the characters bound the heap. */
  private static final int BATCH_ROWS = 20_000;

  private static final int BATCH_CHARS = 8 << 20;

  private final BaseTable table;
  private final RowJson json;
  private final Path folder;
  private final DuckDb db;
  private final List<Line> batch = new ArrayList<>();
  private final List<Path> files = new ArrayList<>();
  private int chars;

  private record Line(
      String json,
      @Nullable Integer partition,
      @Nullable Long offset,
      int line,
      @Nullable String key,
      @Nullable String rescued) {}

  /**
   * @param folder for the files; exists
   */
  RowFiles(BaseTable table, Path folder, DuckDb db) {
    this.table = table;
    this.json = new RowJson(table.schema().root());
    this.folder = folder;
    this.db = db;
  }

  /** Adds a row that is not corrupt. */
  void add(Row row, String objectKey) {
    Optional<ObjectName> name = table.nameOf(objectKey);
    Line line =
        new Line(
            json.of(row),
            name.map(ObjectName::partition).orElse(null),
            name.map(ObjectName::startOffset).orElse(null),
            row.line(),
            name.isPresent() ? null : objectKey,
            row.rescued());
    chars += line.json().length() + (line.rescued() == null ? 0 : line.rescued().length());
    batch.add(line);
    if (batch.size() >= BATCH_ROWS || chars >= BATCH_CHARS) {
      flush();
    }
  }

  /** Writes the remaining rows; returns all files. */
  List<Path> finish() {
    flush();
    return List.copyOf(files);
  }

  private void flush() {
    if (batch.isEmpty()) {
      return;
    }
    db.execute(
        what("prepare rows of"),
        Sql.of(
            """
            CREATE OR REPLACE TABLE decoded (
              v VARCHAR, _partition INTEGER, _file_offset BIGINT, _line INTEGER,
              _source_key VARCHAR, _rescued VARCHAR)
            """));
    db.append(
        what("append rows of"),
        "decoded",
        batch,
        (line, row) ->
            row.append(line.json())
                .append(line.partition())
                .append(line.offset())
                .append(Integer.valueOf(line.line()))
                .append(line.key())
                .append(line.rescued()));
    batch.clear();
    chars = 0;
    Path file = folder.resolve(files.size() + ".parquet");
    db.execute(
        what("write rows of"),
        Sql.of(
            "COPY ({rows}) TO {file} (FORMAT parquet)",
            Map.of("rows", rows(), "file", Sql.file(file))));
    files.add(file);
  }

  private Sql rows() {
    return Sql.of(
        """
        SELECT unnest(CAST(v::JSON AS {type})),
          _partition, _file_offset, _line, _source_key, _rescued,
          NULL::VARCHAR AS {record}, NULL::VARCHAR AS {reason}
        FROM decoded
        """,
        Map.of(
            "type", Sql.type(table.schema().root()),
            "record", Sql.identifier(AddedColumn.CORRUPT_RECORD.columnName()),
            "reason", Sql.identifier(AddedColumn.CORRUPT_REASON.columnName())));
  }

  private String what(String verb) {
    return verb + " table " + table.name();
  }

  /** Drops what is in the database; the files stay. */
  @Override
  public void close() {
    batch.clear();
    db.execute(what("drop rows of"), Sql.of("DROP TABLE IF EXISTS decoded"));
  }
}
