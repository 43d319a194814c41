package dev.kcompact.job.decode;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kcompact.contract.table.BaseTable;
import dev.kcompact.contract.table.DefinitionFiles;
import dev.kcompact.contract.table.TableCatalog;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tables whose schema is any: a row has the text of its record. */
class AnyRecordsTest {
  private static final BaseTable TABLE = table("");

  static BaseTable table(String more) {
    String definition =
        """
        table: t
        domain: d
        source: { topic: t, prefix: topics/t/ }
        day: { from: last-modified }
        schema: any
        """;
    return TableCatalog.load(new DefinitionFiles(Map.of("tables/t.yaml", definition + more)))
        .baseTables()
        .get(0);
  }

  private static List<Object> records(List<DecodedRow> rows) {
    List<Object> records = new ArrayList<>();
    rows.forEach(row -> records.add(row.value("record")));
    return records;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"id\":1}",
        "{ \"a\" : [ 1.50 , 1E+2 ] ,\t\"b\":null }",
        "{\"a\":1,\"a\":2}",
        "{\"a\":{\"b\":1,\"b\":1},\"_line\":3}",
        "\"a text \\u00e7 ç\"",
        "17",
        "-0.10",
        "true",
        "null",
        "{}",
      })
  void aRecordIsKeptAsItIsWritten(String text) {
    assertThat(records(DecodedRow.rows(TABLE, "{\"x\":0}\n  " + text + " \n1")))
        .containsExactly("{\"x\":0}", text, "1");
  }

  @Test
  void framingIsAsForEveryTable() {
    assertThat(records(DecodedRow.rows(TABLE, "{\"a\":1}{\"b\":2} \n\n3 4\n")))
        .containsExactly("{\"a\":1}", "{\"b\":2}", "3", "4");
    assertThat(records(DecodedRow.rows(TABLE, "[{\"a\": 1},\n [2, 3], \"x\"]")))
        .containsExactly("{\"a\": 1}", "[2, 3]", "\"x\"");
    assertThat(records(DecodedRow.rows(TABLE, "{\n  \"a\": 1\n}\n{\"b\": 2}")))
        .containsExactly("{\n  \"a\": 1\n}", "{\"b\": 2}");
  }

  @Test
  void compressionIsAsForEveryTable() throws IOException {
    ByteArrayOutputStream stored = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(stored)) {
      gzip.write("{\"a\":1}\n2\n".getBytes(UTF_8));
    }
    assertThat(
            records(
                DecodedRow.rows(TABLE, DecodeLimits.DEFAULTS, "x.json.gz", stored.toByteArray())))
        .containsExactly("{\"a\":1}", "2");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"a\":1 | malformed_json",
        "{a:1} | malformed_json",
        "01 | malformed_json",
        "nul | malformed_json",
        "{\"a\":NaN} | malformed_json",
        "\"\\ud800\" | invalid_utf8",
      })
  void whatIsNoJsonIsCorrupt(String text, String reason) {
    List<DecodedRow> rows = DecodedRow.rows(TABLE, "1\n" + text + "\n{\"b\":2}");

    assertThat(rows).hasSize(3);
    assertThat(rows.get(1).reason()).isEqualTo(reason);
    assertThat(rows.get(1).text()).isEqualTo(text);
    assertThat(rows.get(2).value("record")).isEqualTo("{\"b\":2}");
  }

  @Test
  void limitsHold() {
    int depth = DecodeLimits.DEFAULTS.maxDepth();
    String deep = "{\"a\":".repeat(depth + 1) + "1" + "}".repeat(depth + 1);
    assertThat(DecodedRow.rows(TABLE, deep).get(0).reason()).startsWith("too_deep");
    assertThat(DecodedRow.rows(TABLE, deep.substring(5, deep.length() - 1)).get(0).reason())
        .isNull();
    String text = "\"" + "x".repeat(DecodeLimits.DEFAULTS.maxTextBytes() + 1) + "\"";
    assertThat(DecodedRow.rows(TABLE, text).get(0).reason()).startsWith("too_large");
  }

  @Test
  void aRecordInAStringIsTheTextInIt() {
    BaseTable table = table("record: { encoding: json-text }");

    assertThat(
            records(
                DecodedRow.rows(
                    table, "\"{\\\"a\\\": \\\"\\u00e7\\\"}\"\n\"null\"\n\"\\\"x\\\"\"\n\" 7 \"")))
        .containsExactly("{\"a\": \"ç\"}", "null", "\"x\"", "7");
    assertThat(
            DecodedRow.rows(table, "null\n{\"a\":1}\n\"{\"\n\"\"").stream().map(DecodedRow::reason))
        .containsExactly("tombstone", "wrong_type", "malformed_json", "malformed_json");
  }

  @Test
  void tombstonesAreSkippedOnRequest() {
    BaseTable table = table("record: { tombstones: skip }");

    assertThat(records(DecodedRow.rows(table, "1\nnull\n2"))).containsExactly("1", "2");
    assertThat(
            records(
                DecodedRow.rows(
                    table("record: { tombstones: skip, encoding: json-text }"),
                    "\"1\"\nnull\n\"null\"\n\"2\"")))
        .containsExactly("1", "2");
  }

  @Property(tries = 100)
  void anyJsonIsKept(@ForAll long seed) throws IOException {
    RandomJson json = new RandomJson(new Random(seed));
    List<String> expected = new ArrayList<>();
    StringBuilder object = new StringBuilder("{\"first\":true}");
    for (int i = 0; i < 5; i++) {
      String value = json.value(3).strip().replace("\n", " ");
      expected.add(value);
      object.append('\n').append(value);
    }

    List<DecodedRow> rows = DecodedRow.rows(TABLE, object.toString());

    assertThat(records(rows.subList(1, rows.size()))).isEqualTo(expected);
    String quoted = new ObjectMapper().writeValueAsString(expected.get(0));
    assertThat(records(DecodedRow.rows(table("record: { encoding: json-text }"), quoted)))
        .containsExactly(expected.get(0));
  }
}
