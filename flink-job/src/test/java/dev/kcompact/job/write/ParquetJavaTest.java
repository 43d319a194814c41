package dev.kcompact.job.write;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.HadoopReadOptions;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.column.values.bloomfilter.BloomFilter;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.convert.GroupRecordConverter;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.parquet.internal.column.columnindex.ColumnIndex;
import org.apache.parquet.io.ColumnIOFactory;
import org.apache.parquet.io.LocalInputFile;
import org.apache.parquet.io.RecordReader;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Compacted files as read by parquet-java, and so by Hive, Trino and Spark. */
class ParquetJavaTest {
  private static final String KEY = "topics/t/dt=2026-11-22/t+3+0000000042.json";

  /** Literal, because readers rely on these names, types and repetitions. */
  private static final MessageType DECLARED =
      MessageTypeParser.parseMessageType(
          """
          message t {
            optional int64 id;
            optional binary text (STRING);
            optional double number;
            optional boolean flag;
            optional int32 day (DATE);
            optional int64 moment (TIMESTAMP(MICROS,true));
            optional binary uuid (STRING);
            optional int32 d9 (DECIMAL(9,2));
            optional int64 d18 (DECIMAL(18,6));
            optional fixed_len_byte_array(16) d38 (DECIMAL(38,10));
            optional binary free (STRING);
            optional group struct {
              optional binary a (STRING);
              optional group inner { optional int64 b; }
            }
            optional group list (LIST) {
              repeated group list { optional binary element (STRING); }
            }
            optional group lists (LIST) {
              repeated group list {
                optional group element (LIST) { repeated group list { optional int64 element; } }
              }
            }
            optional group structs (LIST) {
              repeated group list {
                optional group element {
                  optional int64 c;
                  optional group tags (LIST) {
                    repeated group list { optional binary element (STRING); }
                  }
                }
              }
            }
            optional group map (MAP) {
              repeated group key_value { required binary key (STRING); optional int64 value; }
            }
            optional group maps (MAP) {
              repeated group key_value {
                required binary key (STRING);
                optional group value { optional binary d (STRING); }
              }
            }
            optional int32 _partition;
            optional int64 _file_offset;
            optional int32 _line;
            optional binary _source_key (STRING);
            optional binary _rescued (STRING);
            optional binary _corrupt_record (STRING);
            optional binary _corrupt_reason (STRING);
          }
          """);

  @TempDir Path folder;

  private ParquetFileReader open(String definitionExtra, String json) throws Exception {
    Path file = folder.resolve("file.parquet");
    CompactedFiles.write(
        file,
        CompactedFiles.tables("id", GroupFileWriterTest.EVERYTHING, definitionExtra),
        "t",
        WriterOptions.DEFAULTS,
        Map.of(KEY, json.getBytes(UTF_8)));
    return ParquetFileReader.open(
        new LocalInputFile(file), HadoopReadOptions.builder(new Configuration(false)).build());
  }

  private static List<Group> rows(ParquetFileReader reader) throws IOException {
    List<Group> rows = new ArrayList<>();
    MessageType schema = reader.getFileMetaData().getSchema();
    for (PageReadStore pages = reader.readNextRowGroup();
        pages != null;
        pages = reader.readNextRowGroup()) {
      RecordReader<Group> records =
          new ColumnIOFactory()
              .getColumnIO(schema)
              .getRecordReader(pages, new GroupRecordConverter(schema));
      for (long i = pages.getRowCount(); i > 0; i--) {
        rows.add(records.read());
      }
    }
    return rows;
  }

  @Test
  void findsTheDeclaredNamesTypesAndRepetitions() throws Exception {
    try (ParquetFileReader reader = open("", "")) {
      assertThat(reader.getFileMetaData().getSchema()).isEqualTo(DECLARED);
    }
  }

  @Test
  void readsEveryValue() throws Exception {
    try (ParquetFileReader reader =
        open(
            "",
            """
            {"id":-9223372036854775808,"text":"ação","number":-0.1,"flag":true,\
            "day":"1969-07-20","moment":"1969-07-20T17:17:40.000001-03:00",\
            "uuid":"123e4567-e89b-12d3-a456-426614174000",\
            "d9":-9999999.99,"d18":-999999999999.999999,"d38":-0.0000000001,"free":{"a":[1.50]},\
            "struct":{"a":"x","inner":{"b":7}},"list":["p",null],"lists":[[1],[],null,[null]],\
            "structs":[{"c":1,"tags":["t","u"]},null],"map":{"ç":1,"z":null},\
            "maps":{"k":{"d":"v"}},"unknown":1}
            """)) {
      Group row = rows(reader).get(0);
      byte[] unscaled = row.getBinary("d38", 0).getBytes();

      assertThat(new BigDecimal(new BigInteger(unscaled), 10)).isEqualTo("-0.0000000001");
      assertThat(row.toString().strip().replace(new String(unscaled, UTF_8), "(16 bytes)"))
          .isEqualTo(
              """
              id: -9223372036854775808
              text: ação
              number: -0.1
              flag: true
              day: -165
              moment: -14182939999999
              uuid: 123e4567-e89b-12d3-a456-426614174000
              d9: -999999999
              d18: -999999999999999999
              d38: (16 bytes)
              free: {"a":[1.50]}
              struct
                a: x
                inner
                  b: 7
              list
                list
                  element: p
                list
              lists
                list
                  element
                    list
                      element: 1
                list
                  element
                list
                list
                  element
                    list
              structs
                list
                  element
                    c: 1
                    tags
                      list
                        element: t
                      list
                        element: u
                list
              map
                key_value
                  key: ç
                  value: 1
                key_value
                  key: z
              maps
                key_value
                  key: k
                  value
                    d: v
              _partition: 3
              _file_offset: 42
              _line: 0
              _rescued: {"unknown":1}"""
                  .strip());
    }
  }

  @Test
  void findsNothingButTheReasonInACorruptRow() throws Exception {
    try (ParquetFileReader reader = open("", "{\"id\":1}\n{\"id\":\"x\"}\n")) {
      assertThat(rows(reader).get(1).toString().strip())
          .isEqualTo(
              """
              _partition: 3
              _file_offset: 42
              _line: 1
              _corrupt_record: {"id":"x"}
              _corrupt_reason: wrong_type:/id"""
                  .strip());
    }
  }

  private static String lines(int count) {
    return IntStream.range(0, count)
        .mapToObj(
            i -> "{\"id\":" + i * 2 + ",\"uuid\":\"00000000-0000-0000-0000-%012d\"}".formatted(i))
        .collect(Collectors.joining("\n"));
  }

  private static ColumnChunkMetaData column(ParquetFileReader reader, String path) {
    return reader.getFooter().getBlocks().get(0).getColumns().stream()
        .filter(column -> column.getPath().toDotString().equals(path))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void asksABloomFilterWhereTheDefinitionWantsOne() throws Exception {
    try (ParquetFileReader reader = open(", bloom: [id, uuid]", lines(20_000))) {
      BloomFilter ids = reader.readBloomFilter(column(reader, "id"));
      BloomFilter uuids = reader.readBloomFilter(column(reader, "uuid"));

      assertThat(reader.readBloomFilter(column(reader, "moment"))).isNull();
      assertThat(IntStream.range(0, 20_000).allMatch(i -> ids.findHash(ids.hash(i * 2L)))).isTrue();
      assertThat(IntStream.range(0, 20_000).filter(i -> ids.findHash(ids.hash(i * 2L + 1))).count())
          .as("of 20,000 missing ids")
          .isLessThan(600);
      Binary known = Binary.fromString("00000000-0000-0000-0000-000000000007");
      assertThat(uuids.findHash(uuids.hash(known))).isTrue();
      assertThat(ids.getBitsetSize()).as("sized by its values").isLessThan(128 << 10);
    }
    assertThat(
            CompactedFiles.query(
                folder.resolve("file.parquet"),
                "SELECT path_in_schema p FROM parquet_metadata('"
                    + folder.resolve("file.parquet")
                    + "') WHERE bloom_filter_offset IS NOT NULL ORDER BY p"))
        .extracting(row -> row.get("p"))
        .containsExactly("id", "uuid");
  }

  @Test
  void asksABloomFilterOfAFieldInsideAColumn() throws Exception {
    String lines =
        IntStream.range(0, 20_000)
            .mapToObj(i -> "{\"id\":" + i + ",\"struct\":{\"inner\":{\"b\":" + i * 2 + "}}}")
            .collect(Collectors.joining("\n"));
    try (ParquetFileReader reader = open(", bloom: [/struct/inner/b, /struct/a]", lines)) {
      BloomFilter inner = reader.readBloomFilter(column(reader, "struct.inner.b"));

      assertThat(IntStream.range(0, 20_000).allMatch(i -> inner.findHash(inner.hash(i * 2L))))
          .isTrue();
      assertThat(
              IntStream.range(0, 20_000)
                  .filter(i -> inner.findHash(inner.hash(i * 2L + 1)))
                  .count())
          .as("of 20,000 missing values")
          .isLessThan(600);
      assertThat(reader.readBloomFilter(column(reader, "id"))).isNull();
    }
  }

  @Test
  void findsShortBoundsOfLongTexts() throws Exception {
    String low = "a".repeat(5000);
    String high = "ç".repeat(5000);
    try (ParquetFileReader reader =
        open("", "{\"id\":1,\"text\":\"" + high + "\"}\n{\"id\":2,\"text\":\"" + low + "\"}")) {
      ColumnChunkMetaData text = column(reader, "text");
      ColumnIndex index = reader.readColumnIndex(text);
      String max = UTF_8.decode(index.getMaxValues().get(0)).toString();

      assertThat(text.getStatistics().getMinBytes()).hasSize(64).startsWith("aaa".getBytes(UTF_8));
      assertThat(text.getStatistics().getMaxBytes()).hasSize(64);
      assertThat(new String(text.getStatistics().getMaxBytes(), UTF_8)).isGreaterThan(high);
      assertThat(max).hasSize(32).isGreaterThan(high);
    }
  }
}
