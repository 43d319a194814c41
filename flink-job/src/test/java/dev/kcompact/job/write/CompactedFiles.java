package dev.kcompact.job.write;

import dev.kcompact.contract.lineage.Lineage;
import dev.kcompact.contract.lineage.LineageCodec;
import dev.kcompact.contract.lineage.SourceObject;
import dev.kcompact.contract.table.BaseTable;
import dev.kcompact.contract.table.DefinitionFiles;
import dev.kcompact.job.decode.DecodeLimits;
import dev.kcompact.job.decode.framing.ObjectDecoder;
import dev.kcompact.job.table.JobTables;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.core.fs.FSDataOutputStream;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.local.LocalFileSystem;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.Util;
import org.jspecify.annotations.Nullable;

/** Writes groups to files like compactor and sink, and reads them with other libraries. */
final class CompactedFiles {
  static final LocalDate DAY = LocalDate.of(2026, 11, 22);

  private CompactedFiles() {}

  static JobTables conf() {
    return new JobTables(DefinitionFiles.readFolder(Path.of("..", "conf")));
  }

  static JobTables tables(String key, String schema) {
    return tables(key, schema, "");
  }

  /**
   * @param more further content of {@code compaction} in the definition, from a comma on
   */
  static JobTables tables(String key, String schema, String more) {
    String definition =
        """
        table: t
        domain: d
        description: a table
        source: { topic: t, prefix: topics/t/, naming: confluent }
        day: { from: path, layout: "'dt='yyyy-MM-dd", zone: UTC }
        schema: schemas/t.schema.json
        key: [%s]
        compaction: { target-size: 128MiB, max-wait: 10m%s }
        """;
    return new JobTables(
        new DefinitionFiles(
            Map.of(
                "tables/t.yaml",
                definition.formatted(key, more),
                "schemas/t.schema.json",
                schema)));
  }

  /** Writes one group of objects, given by key; returns its lineage. */
  static Lineage write(
      Path file, JobTables tables, String name, WriterOptions options, Map<String, byte[]> objects)
      throws Exception {
    try (FSDataOutputStream stream = create(file)) {
      GroupFileWriter writer =
          new GroupFileWriter(stream, tables, options, new LearnedDictionaries());
      Lineage lineage = write(writer, tables.baseTable(name), objects);
      writer.flush();
      writer.finish();
      return lineage;
    }
  }

  static Lineage write(GroupFileWriter writer, BaseTable table, Map<String, byte[]> objects)
      throws Exception {
    FileElement element = new FileElement();
    element.startGroup(table.name(), DAY);
    ObjectDecoder decoder = new ObjectDecoder(table, DecodeLimits.DEFAULTS);
    long[] counts = new long[2];
    List<SourceObject> sources = new ArrayList<>();
    for (Map.Entry<String, byte[]> object : objects.entrySet()) {
      element.startObject(object.getKey(), table.nameOf(object.getKey()));
      decoder.decode(
          object.getKey(),
          object.getValue(),
          row -> {
            counts[0]++;
            counts[1] += row.isCorrupt() ? 1 : 0;
            writer.addElement(element.setRow(row));
          });
      sources.add(new SourceObject(object.getKey(), "etag", object.getValue().length));
    }
    Lineage lineage = Lineage.of(table.name(), DAY, counts[0], counts[1], sources);
    writer.addElement(element.endGroup(lineage, "MAX_WAIT", null));
    return lineage;
  }

  static FSDataOutputStream create(Path file) throws IOException {
    return LocalFileSystem.getSharedInstance()
        .create(new org.apache.flink.core.fs.Path(file.toUri()), FileSystem.WriteMode.NO_OVERWRITE);
  }

  /** Reads the footer with Parquet's Thrift definition. */
  static FileMetaData footer(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    int trailer = bytes.length - Integer.BYTES - "PAR1".length();
    int length = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getInt(trailer);
    return Util.readFileMetaData(new ByteArrayInputStream(bytes, trailer - length, length));
  }

  static Lineage lineage(Path file) throws IOException {
    return footer(file).getKey_value_metadata().stream()
        .filter(entry -> entry.getKey().equals(Lineage.FOOTER_KEY))
        .map(entry -> LineageCodec.decode(entry.getValue()))
        .findFirst()
        .orElseThrow();
  }

  /** Rows of a query, in which {@code FILE} is replaced by the file. */
  static List<Map<String, @Nullable Object>> query(Path file, String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement()) {
      statement.execute("SET TimeZone = 'UTC'");
      ResultSet found = statement.executeQuery(sql.replace("FILE", "read_parquet('" + file + "')"));
      List<Map<String, @Nullable Object>> rows = new ArrayList<>();
      while (found.next()) {
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        for (int i = 1; i <= found.getMetaData().getColumnCount(); i++) {
          row.put(found.getMetaData().getColumnLabel(i), found.getObject(i));
        }
        rows.add(row);
      }
      return rows;
    }
  }

  /** Names and types of a query's columns. */
  static List<String> describe(Path file, String sql) throws SQLException {
    return query(file, "DESCRIBE " + sql).stream()
        .map(row -> row.get("column_name") + " " + row.get("column_type"))
        .toList();
  }
}
