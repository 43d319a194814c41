package dev.kcompact.job.write;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kcompact.contract.lineage.Lineage;
import dev.kcompact.contract.lineage.SourceObject;
import dev.kcompact.contract.message.DeferredLetters;
import dev.kcompact.contract.message.DeferredLetters.Unstored;
import dev.kcompact.contract.schema.AddedColumn;
import dev.kcompact.contract.schema.TypeNames;
import dev.kcompact.contract.table.BaseTable;
import dev.kcompact.contract.table.DefinitionStamp;
import dev.kcompact.job.table.JobTables;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.flink.core.fs.FSDataOutputStream;
import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.CompressionCodec;
import org.apache.parquet.format.Encoding;
import org.apache.parquet.format.KeyValue;
import org.apache.parquet.format.PageEncodingStats;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Compacted files as read by DuckDB and parquet-java. */
class GroupFileWriterTest {
  static final String EVERYTHING =
      """
      {"type":"object","required":["id"],"properties":{
        "id":{"type":"integer"},
        "text":{"type":"string"},
        "number":{"type":"number"},
        "flag":{"type":"boolean"},
        "day":{"type":"string","format":"date"},
        "moment":{"type":"string","format":"date-time"},
        "uuid":{"type":"string","format":"uuid"},
        "d9":{"type":"number","format":"decimal","x-precision":9,"x-scale":2},
        "d18":{"type":"number","format":"decimal","x-precision":18,"x-scale":6},
        "d38":{"type":"number","format":"decimal","x-precision":38,"x-scale":10},
        "free":true,
        "struct":{"type":"object","properties":{
          "a":{"type":"string"},
          "inner":{"type":"object","properties":{"b":{"type":"integer"}}}}},
        "list":{"type":"array","items":{"type":"string"}},
        "lists":{"type":"array","items":{"type":"array","items":{"type":"integer"}}},
        "structs":{"type":"array","items":{"type":"object","properties":{
          "c":{"type":"integer"},"tags":{"type":"array","items":{"type":"string"}}}}},
        "map":{"type":"object","additionalProperties":{"type":"integer"}},
        "maps":{"type":"object","additionalProperties":
          {"type":"object","properties":{"d":{"type":"string"}}}}
      }}
      """;

  private static final JobTables TABLES = CompactedFiles.tables("id", EVERYTHING);
  private static final String KEY = "topics/t/dt=2026-11-22/t+3+0000000042.json";

  @TempDir Path folder;

  /** A file whose dead letters were sent has the footer that it always had. */
  @Test
  void onlyTheFooterOfDeferredLettersNamesThem() throws Exception {
    DeferredLetters letters =
        new DeferredLetters(List.of(new Unstored(KEY, 3, "f".repeat(32), true, false)));
    Map<String, String> sent = footer("sent", null);
    Map<String, String> deferred = footer("deferred", letters);

    assertThat(sent)
        .containsOnlyKeys(Lineage.FOOTER_KEY, Lineage.CLOSED_BY_KEY, DefinitionStamp.FOOTER_KEY);
    assertThat(deferred).containsAllEntriesOf(sent).hasSize(sent.size() + 1);
    assertThat(DeferredLetters.decode(deferred.get("kcompact.deferred-letters")))
        .isEqualTo(letters);
  }

  private Map<String, String> footer(String name, @Nullable DeferredLetters deferred)
      throws Exception {
    Path file = folder.resolve(name);
    try (FSDataOutputStream stream = CompactedFiles.create(file)) {
      GroupFileWriter writer =
          new GroupFileWriter(stream, TABLES, WriterOptions.DEFAULTS, new LearnedDictionaries());
      FileElement element = new FileElement();
      element.startGroup("t", CompactedFiles.DAY);
      Lineage lineage =
          Lineage.of("t", CompactedFiles.DAY, 0, 0, List.of(new SourceObject(KEY, "etag", 1)));
      writer.addElement(element.endGroup(lineage, "MAX_WAIT", deferred));
      writer.finish();
    }
    return CompactedFiles.footer(file).getKey_value_metadata().stream()
        .filter(entry -> entry.getKey().startsWith("kcompact."))
        .collect(Collectors.toMap(entry -> entry.getKey(), entry -> entry.getValue()));
  }

  private Path file(String json) throws Exception {
    Path file = folder.resolve("file.parquet");
    CompactedFiles.write(
        file, TABLES, "t", WriterOptions.DEFAULTS, Map.of(KEY, json.getBytes(UTF_8)));
    return file;
  }

  @ParameterizedTest
  @ValueSource(strings = {"orders", "payments", "customers", "shipments"})
  void hasTheDeclaredTypesOfEveryTableOfConf(String name) throws Exception {
    assertDeclared(CompactedFiles.conf(), name);
  }

  @Test
  void hasTheDeclaredTypesOfEveryType() throws Exception {
    assertDeclared(TABLES, "t");
  }

  private void assertDeclared(JobTables tables, String name) throws Exception {
    Path file = folder.resolve("empty.parquet");
    BaseTable table = tables.baseTable(name);
    CompactedFiles.write(
        file,
        tables,
        name,
        WriterOptions.DEFAULTS,
        Map.of(table.prefix() + "a+0+0.json", new byte[0]));
    String declared =
        Stream.concat(
                table.schema().columns().stream()
                    .map(column -> cast(TypeNames.duckDb(column.type()), column.name())),
                Stream.of(AddedColumn.values())
                    .map(
                        column ->
                            cast(
                                column.isNarrow() ? "INTEGER" : TypeNames.duckDb(column.type()),
                                column.columnName())))
            .collect(Collectors.joining(", ", "SELECT ", ""));

    assertThat(CompactedFiles.describe(file, "SELECT * FROM FILE"))
        .isEqualTo(CompactedFiles.describe(file, declared));
  }

  private static String cast(String type, String name) {
    return "CAST(NULL AS " + type + ") AS " + TypeNames.quoted(name);
  }

  @Test
  void keepsEveryValue() throws Exception {
    Path file =
        file(
            """
            {"id":-9223372036854775808,"text":"ação \\"🛒\\"","number":-0.1,"flag":true,\
            "day":"1969-07-20","moment":"1969-07-20T17:17:40.000001-03:00",\
            "uuid":"123E4567-E89B-12D3-A456-426614174000",\
            "d9":-9999999.99,"d18":-999999999999.999999,\
            "d38":-9999999999999999999999999999.9999999999,\
            "free":{"a":[1.50,null]},"struct":{"a":"x","inner":{"b":7}},\
            "list":["p",null,"q"],"lists":[[1,2],[],null,[null]],\
            "structs":[{"c":1,"tags":["t","u"]},null,{"tags":[]}],\
            "map":{"ç":1,"z":null},"maps":{"k":{"d":"v"}}}
            """);

    Map<String, Object> row =
        CompactedFiles.query(
                file,
                "SELECT *, struct::VARCHAR s, list::VARCHAR l, lists::VARCHAR ll,"
                    + " structs::VARCHAR ss, map::VARCHAR m, maps::VARCHAR mm FROM FILE")
            .get(0);

    assertThat(row)
        .containsEntry("id", Long.MIN_VALUE)
        .containsEntry("text", "ação \"🛒\"")
        .containsEntry("number", -0.1)
        .containsEntry("flag", true)
        .containsEntry("day", LocalDate.of(1969, 7, 20))
        .containsEntry("uuid", "123e4567-e89b-12d3-a456-426614174000")
        .containsEntry("d9", new BigDecimal("-9999999.99"))
        .containsEntry("d18", new BigDecimal("-999999999999.999999"))
        .containsEntry("d38", new BigDecimal("-9999999999999999999999999999.9999999999"))
        .containsEntry("free", "{\"a\":[1.50,null]}")
        .containsEntry("s", "{'a': x, 'inner': {'b': 7}}")
        .containsEntry("l", "[p, NULL, q]")
        .containsEntry("ll", "[[1, 2], [], NULL, [NULL]]")
        .containsEntry("ss", "[{'c': 1, 'tags': [t, u]}, NULL, {'c': NULL, 'tags': []}]")
        .containsEntry("m", "{ç=1, z=NULL}")
        .containsEntry("mm", "{k={'d': v}}");
    assertThat(((OffsetDateTime) row.get("moment")).toInstant())
        .isEqualTo(OffsetDateTime.of(1969, 7, 20, 20, 17, 40, 1000, ZoneOffset.UTC).toInstant());
  }

  @Test
  void tellsNullFromEmpty() throws Exception {
    Path file =
        file(
            """
            {"id":1}
            {"id":2,"text":"","struct":{},"list":[],"lists":[],"structs":[],"map":{},"maps":{}}
            {"id":3,"text":null,"struct":null,"list":null,"map":null}
            {"id":4,"struct":{"a":null,"inner":{}},"list":[null],"structs":[{}],"maps":{"k":null}}
            """);

    List<String> rows =
        CompactedFiles.query(
                file,
                "SELECT concat_ws(' | ', text IS NULL, coalesce(struct::VARCHAR, '-'),"
                    + " coalesce(list::VARCHAR, '-'), coalesce(lists::VARCHAR, '-'),"
                    + " coalesce(structs::VARCHAR, '-'), coalesce(map::VARCHAR, '-'),"
                    + " coalesce(maps::VARCHAR, '-')) r FROM FILE ORDER BY id")
            .stream()
            .map(row -> String.valueOf(row.get("r")))
            .toList();

    assertThat(rows)
        .containsExactly(
            "true | - | - | - | - | - | -",
            "false | {'a': NULL, 'inner': NULL} | [] | [] | [] | {} | {}",
            "true | - | - | - | - | - | -",
            "true | {'a': NULL, 'inner': {'b': NULL}} | [NULL] | - |"
                + " [{'c': NULL, 'tags': NULL}] | - | {k=NULL}");
  }

  @Test
  void addsWhereARowComesFromAndWhatItHadTooMuch() throws Exception {
    Path file =
        file(
            "{\"id\":1}\n{\"id\":2,\"x\":{\"y\":1.0},\"struct\":{\"z/~\":\"ç\"}}\n{\"id\":\"a\"}\n\u00fc");

    assertThat(
            CompactedFiles.query(
                file,
                "SELECT id, _partition, _file_offset, _line, _source_key, _rescued,"
                    + " _corrupt_record, _corrupt_reason FROM FILE ORDER BY _line"))
        .extracting(row -> row.values().toString())
        .containsExactly(
            "[1, 3, 42, 0, null, null, null, null]",
            "[2, 3, 42, 1, null, {\"x\":{\"y\":1.0},\"struct/z~1~0\":\"ç\"}, null, null]",
            "[null, 3, 42, 2, null, null, {\"id\":\"a\"}, wrong_type:/id]",
            "[null, 3, 42, 3, null, null, ü, malformed_json]");
  }

  @Test
  void namesTheObjectWhereItsNameHasNoOffset() throws Exception {
    Path file = folder.resolve("file.parquet");
    CompactedFiles.write(
        file,
        TABLES,
        "t",
        WriterOptions.DEFAULTS,
        Map.of("topics/t/backfill.json", "{\"id\":1}".getBytes(UTF_8)));

    assertThat(
            CompactedFiles.query(
                file, "SELECT _partition, _file_offset, _line, _source_key FROM FILE"))
        .extracting(row -> row.values().toString())
        .containsExactly("[null, null, 0, topics/t/backfill.json]");
  }

  @Test
  void keepsItsLineageInTheFooter() throws Exception {
    Path file = folder.resolve("file.parquet");
    Lineage lineage =
        CompactedFiles.write(
            file,
            TABLES,
            "t",
            WriterOptions.DEFAULTS,
            Map.of(
                KEY,
                "{\"id\":1}\n{\"id\":2}\noops".getBytes(UTF_8),
                KEY.replace("42", "77"),
                new byte[0]));

    assertThat(CompactedFiles.lineage(file)).isEqualTo(lineage);
    assertThat(lineage.rows()).isEqualTo(3);
    assertThat(lineage.corruptRows()).isEqualTo(1);
    assertThat(lineage.entries()).hasSize(2);
  }

  @Test
  void keepsTheDefinitionInTheFooter() throws Exception {
    String stamp =
        CompactedFiles.footer(file("{\"id\":1}")).getKey_value_metadata().stream()
            .filter(entry -> entry.getKey().equals(DefinitionStamp.FOOTER_KEY))
            .map(KeyValue::getValue)
            .findFirst()
            .orElseThrow();

    assertThat(DefinitionStamp.decode(stamp)).contains(DefinitionStamp.of(TABLES.baseTable("t")));
  }

  @Test
  void makesAFileOfAGroupWithoutRows() throws Exception {
    Path file = folder.resolve("file.parquet");
    Lineage lineage =
        CompactedFiles.write(
            file, TABLES, "t", WriterOptions.DEFAULTS, Map.of(KEY, " \n".getBytes(UTF_8)));

    assertThat(CompactedFiles.query(file, "SELECT count(*) n FROM FILE").get(0))
        .containsEntry("n", 0L);
    assertThat(CompactedFiles.lineage(file)).isEqualTo(lineage);
  }

  @Test
  void refusesToFinishHalfAGroup() throws Exception {
    BaseTable table = TABLES.baseTable("t");
    try (FSDataOutputStream stream = CompactedFiles.create(folder.resolve("half.parquet"))) {
      GroupFileWriter writer =
          new GroupFileWriter(stream, TABLES, WriterOptions.DEFAULTS, new LearnedDictionaries());
      FileElement element = new FileElement();
      element.startGroup("t", CompactedFiles.DAY);
      element.startObject(KEY, table.nameOf(KEY));
      new dev.kcompact.job.decode.framing.ObjectDecoder(
              table, dev.kcompact.job.decode.DecodeLimits.DEFAULTS)
          .decode(KEY, "{\"id\":1}".getBytes(UTF_8), row -> writer.addElement(element.setRow(row)));

      assertThatThrownBy(writer::finish)
          .isInstanceOf(IOException.class)
          .hasMessageContaining("file of t")
          .hasMessageContaining("has not ended");
    }
  }

  @Test
  void refusesToFinishAFileOfNothing() throws Exception {
    try (FSDataOutputStream stream = CompactedFiles.create(folder.resolve("none.parquet"))) {
      GroupFileWriter writer =
          new GroupFileWriter(stream, TABLES, WriterOptions.DEFAULTS, new LearnedDictionaries());

      assertThatThrownBy(writer::finish).isInstanceOf(IOException.class);
    }
  }

  @Test
  void refusesALineageThatCountsOtherwise() throws Exception {
    try (FSDataOutputStream stream = CompactedFiles.create(folder.resolve("miscounted.parquet"))) {
      GroupFileWriter writer =
          new GroupFileWriter(stream, TABLES, WriterOptions.DEFAULTS, new LearnedDictionaries());
      FileElement element = new FileElement();
      element.startGroup("t", CompactedFiles.DAY);
      Lineage wrong =
          Lineage.of("t", CompactedFiles.DAY, 1, 0, List.of(new SourceObject(KEY, "e", 1)));

      assertThatThrownBy(() -> writer.addElement(element.endGroup(wrong, "MAX_WAIT", null)))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("has 1 rows, 0 of them corrupt, but the file has 0 and 0");
    }
  }

  @Test
  void refusesRowsBehindTheEnd() throws Exception {
    try (FSDataOutputStream stream = CompactedFiles.create(folder.resolve("twice.parquet"))) {
      GroupFileWriter writer =
          new GroupFileWriter(stream, TABLES, WriterOptions.DEFAULTS, new LearnedDictionaries());
      BaseTable table = TABLES.baseTable("t");
      Map<String, byte[]> objects = Map.of(KEY, "{\"id\":1}".getBytes(UTF_8));
      CompactedFiles.write(writer, table, objects);

      assertThatThrownBy(() -> CompactedFiles.write(writer, table, objects))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("t/dt=2026-11-22");
    }
  }

  @Test
  void encodesEachColumnAsItPays() throws Exception {
    String rows =
        IntStream.range(0, 5000)
            .mapToObj(
                i ->
                    "{\"id\":%d,\"text\":\"%s\",\"day\":\"2026-11-22\",\"flag\":true,\"moment\":\"2026-11-22T10:00:00.%06dZ\"}"
                        .formatted(i, i % 3 == 0 ? "PIX" : "BOLETO", i))
            .collect(Collectors.joining("\n"));
    List<ColumnChunk> columns =
        CompactedFiles.footer(file(rows)).getRow_groups().get(0).getColumns();

    assertThat(columns)
        .allMatch(column -> column.getMeta_data().getCodec() == CompressionCodec.ZSTD);
    assertThat(
            columns.stream()
                .map(ColumnChunk::getMeta_data)
                .filter(column -> column.getEncodings().contains(Encoding.PLAIN_DICTIONARY))
                .map(column -> String.join(".", column.getPath_in_schema()))
                .toList())
        .contains("text", "day", "_partition")
        .doesNotContain("id", "moment", "_file_offset", "number", "uuid");
    assertThat(columns.get(0).getMeta_data().getStatistics().getMax_value())
        .isEqualTo(ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(4999).array());
  }

  @Test
  void closesRowGroupsAtTheirSize() throws Exception {
    String rows =
        IntStream.range(0, 60_000)
            .mapToObj(i -> "{\"id\":" + i + ",\"free\":\"" + i * 7919L % 1000003 + "-" + i + "\"}")
            .collect(Collectors.joining("\n"));
    Path file = folder.resolve("groups.parquet");
    CompactedFiles.write(
        file, TABLES, "t", new WriterOptions(3, 1 << 20), Map.of(KEY, rows.getBytes(UTF_8)));

    assertThat(CompactedFiles.footer(file).getRow_groups()).hasSizeGreaterThan(1);
    assertThat(
            CompactedFiles.query(file, "SELECT count(DISTINCT free) n, sum(id) s FROM FILE")
                .get(0)
                .values()
                .toString())
        .isEqualTo("[60000, 1799970000]");
  }

  @Test
  void closesPagesInTimeAlsoWhenRecordsAreLarge() throws Exception {
    String large = "x".repeat(1 << 20);
    String rows =
        IntStream.range(0, 100)
            .mapToObj(i -> "{\"id\":" + i + ",\"free\":\"" + i + large + "\"}")
            .collect(Collectors.joining("\n"));
    Path file = folder.resolve("large.parquet");
    CompactedFiles.write(
        file, TABLES, "t", new WriterOptions(1, 1 << 20), Map.of(KEY, rows.getBytes(UTF_8)));

    int pages =
        CompactedFiles.footer(file).getRow_groups().stream()
            .flatMap(group -> group.getColumns().stream())
            .map(ColumnChunk::getMeta_data)
            .filter(column -> column.getPath_in_schema().equals(List.of("free")))
            .flatMap(column -> column.getEncoding_stats().stream())
            .mapToInt(PageEncodingStats::getCount)
            .sum();
    assertThat(pages).isGreaterThanOrEqualTo(9);
  }
}
