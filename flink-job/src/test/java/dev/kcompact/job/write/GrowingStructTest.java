package dev.kcompact.job.write;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kcompact.contract.schema.TypeNames;
import dev.kcompact.job.table.JobTables;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.HadoopReadOptions;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.convert.GroupRecordConverter;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.io.ColumnIOFactory;
import org.apache.parquet.io.LocalInputFile;
import org.apache.parquet.io.RecordReader;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Old and new compacted files of a table whose struct grows, read by the new schema. */
class GrowingStructTest {
  private static final String KEY = "topics/t/dt=2026-11-22/t+3+0000000042.json";

  @TempDir Path folder;

  @Test
  void parquetJavaReadsFilesOfBothFormsByTheNewSchema() throws Exception {
    JobTables before = tables("\"a\":{\"type\":\"integer\"}");
    JobTables after = tables("\"a\":{\"type\":\"integer\"},\"b\":{\"type\":\"string\"}");
    Path old = write("old", before);
    Path grown = write("new", after);
    MessageType schema =
        MessageTypeParser.parseMessageType(
            TypeNames.parquetMessage("t", after.baseTable("t").schema()));

    assertThat(read(old, schema)).containsExactly("id: 1 s a: 7 l list element a: 7");
    assertThat(read(grown, schema)).containsExactly("id: 1 s a: 7 b: x l list element a: 7 b: x");
  }

  @Test
  void duckDbReadsFilesOfBothFormsByName() throws Exception {
    Path old = write("old", tables("\"a\":{\"type\":\"integer\"}"));
    Path grown = write("new", tables("\"a\":{\"type\":\"integer\"},\"b\":{\"type\":\"string\"}"));
    for (List<Path> order : List.of(List.of(old, grown), List.of(grown, old))) {
      String files = order.stream().map(file -> "'" + file + "'").toList().toString();

      assertThat(
              CompactedFiles.query(
                  old,
                  "SELECT s.a, s.b, l[1].a AS la, l[1].b AS lb FROM read_parquet("
                      + files
                      + ", union_by_name = true) ORDER BY s.b"))
          .extracting(row -> row.values().toString())
          .containsExactlyInAnyOrder("[7, null, 7, null]", "[7, x, 7, x]");
    }
  }

  private Path write(String name, JobTables tables) throws Exception {
    Path file = folder.resolve(name + ".parquet");
    String record = "{\"id\":1,\"s\":{\"a\":7,\"b\":\"x\"},\"l\":[{\"a\":7,\"b\":\"x\"}]}";
    CompactedFiles.write(
        file, tables, "t", WriterOptions.DEFAULTS, Map.of(KEY, record.getBytes(UTF_8)));
    return file;
  }

  private static JobTables tables(String fields) {
    String struct = "{\"type\":\"object\",\"properties\":{" + fields + "}}";
    return CompactedFiles.tables(
        "id",
        "{\"type\":\"object\",\"required\":[\"id\"],\"properties\":{\"id\":{\"type\":\"integer\"},"
            + "\"s\":"
            + struct
            + ",\"l\":{\"type\":\"array\",\"items\":"
            + struct
            + "}}}");
  }

  /** Rows without the added columns, in one line each. */
  private static List<String> read(Path file, MessageType schema) throws Exception {
    List<String> rows = new ArrayList<>();
    try (ParquetFileReader reader =
        ParquetFileReader.open(
            new LocalInputFile(file),
            HadoopReadOptions.builder(new Configuration(false)).build())) {
      MessageType written = reader.getFileMetaData().getSchema();
      reader.setRequestedSchema(schema);
      for (PageReadStore pages = reader.readNextRowGroup();
          pages != null;
          pages = reader.readNextRowGroup()) {
        RecordReader<Group> records =
            new ColumnIOFactory()
                .getColumnIO(schema, written)
                .getRecordReader(pages, new GroupRecordConverter(schema));
        for (long i = pages.getRowCount(); i > 0; i--) {
          String text = records.read().toString();
          rows.add(text.replaceAll("\\s+", " ").replaceAll(" _partition.*", "").strip());
        }
      }
    }
    return rows;
  }
}
