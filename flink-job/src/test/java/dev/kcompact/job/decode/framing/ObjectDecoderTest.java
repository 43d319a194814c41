package dev.kcompact.job.decode.framing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kcompact.contract.table.BaseTable;
import dev.kcompact.job.decode.DecodeLimits;
import dev.kcompact.job.decode.DecodedRow;
import dev.kcompact.job.decode.Schemas;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Unknown fields, limits, and what a row tells. */
class ObjectDecoderTest {
  private static final BaseTable TABLE =
      Schemas.table(
          "id",
          """
          {"type":"object","properties":{
            "id":{"type":"integer"},
            "name":{"type":"string"},
            "shipping":{"type":"object","properties":{
              "city":{"type":"string"},
              "place":{"type":"object","properties":{"lat":{"type":"number"}}}}},
            "items":{"type":"array","items":{"type":"object","properties":{
              "sku":{"type":"string"}}}},
            "stores":{"type":"object","additionalProperties":{"type":"object","properties":{
              "n":{"type":"integer"}}}},
            "free":true
          }}
          """);

  private static List<DecodedRow> rows(DecodeLimits limits, String text) {
    return DecodedRow.rows(TABLE, limits, "x.json", text.getBytes(UTF_8));
  }

  private static String reason(DecodeLimits limits, String record) {
    List<DecodedRow> rows = rows(limits, "{\"id\":1}\n" + record + "\n{\"id\":3}");
    assertThat(rows).hasSize(3);
    assertThat(rows.get(0).value("id")).isEqualTo(1L);
    assertThat(rows.get(2).value("id")).isEqualTo(3L);
    return String.valueOf(rows.get(1).reason());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "{\"id\":1} | null",
        "{\"x\":1} | {\"x\":1}",
        "{\"x\":1,\"id\":1,\"y\":\"a\\u00e7\"} | {\"x\":1,\"y\":\"a\\u00e7\"}",
        "{\"x\":{\"a\": [1.50,1e400, null] }} | {\"x\":{\"a\": [1.50,1e400, null] }}",
        "{\"shipping\":{\"x\":1,\"city\":\"a\"}} | {\"shipping/x\":1}",
        "{\"shipping\":{\"place\":{\"lon\":-1.0}}} | {\"shipping/place/lon\":-1.0}",
        "{\"items\":[{\"sku\":\"a\"},{\"x\":1},{\"x\":2}]} | {\"items/1/x\":1,\"items/2/x\":2}",
        "{\"stores\":{\"a/b\":{\"n\":1,\"x\":[]}}} | {\"stores/a~1b/x\":[]}",
        "{\"a/b~c\":1} | {\"a~1b~0c\":1}",
        "{\"\":1} | {\"\":1}",
        "{\"a\\\"\\\\\\n\":1} | {\"a\\\"\\\\\\u000a\":1}",
        "{\"\\u00e7🛒\":1} | {\"ç🛒\":1}",
        "{\"free\":{\"x\":1}} | null",
        "{\"Id\":1} | {\"Id\":1}",
        "{\"_line\":1} | {\"_line\":1}",
      })
  void rescuesFieldsThatTheSchemaDoesNotKnow(String record, String expected) {
    DecodedRow row = rows(DecodeLimits.DEFAULTS, record).get(0);

    assertThat(row.reason()).isNull();
    assertThat(String.valueOf(row.rescued())).isEqualTo(expected);
  }

  @Test
  void forgetsWhatItRescuedBefore() {
    List<DecodedRow> rows =
        rows(DecodeLimits.DEFAULTS, "{\"x\":1}\n{\"id\":1}\n{\"x\":2,\"id\":\"\"}\n{\"id\":2}");

    assertThat(rows)
        .extracting(row -> String.valueOf(row.rescued()))
        .containsExactly("{\"x\":1}", "null", "null", "null");
  }

  @Test
  void acceptsARecordOfExactlyTheLimit() {
    DecodeLimits limits = DecodeLimits.DEFAULTS.withMaxRecordBytes(40);
    String fits = "{\"id\":2,\"name\":\"" + "a".repeat(22) + "\"}";
    assertThat(fits).hasSize(40);

    assertThat(reason(limits, fits)).isEqualTo("null");
    assertThat(reason(limits, fits.replace("\"name", " \"name"))).isEqualTo("too_large");
    assertThat(reason(limits, fits.replace("\"name", " \"nome"))).isEqualTo("too_large");
    assertThat(reason(limits, "{\"id\":2" + " ".repeat(33) + "}")).isEqualTo("too_large");
  }

  @Test
  void limitsOneText() {
    DecodeLimits limits = new DecodeLimits(1 << 20, 1 << 20, 8, 64, 1 << 20);

    assertThat(reason(limits, "{\"name\":\"12345678\"}")).isEqualTo("null");
    assertThat(reason(limits, "{\"name\":\"1234567\\n\"}")).isEqualTo("null");
    assertThat(reason(limits, "{\"name\":\"123456789\"}")).isEqualTo("too_large:/name");
    assertThat(reason(limits, "{\"name\":\"12345678\\n\"}")).isEqualTo("too_large:/name");
    assertThat(reason(limits, "{\"name\":\"1234567ç\"}")).isEqualTo("too_large:/name");
    assertThat(reason(limits, "{\"free\":[\"123456789\"]}")).isEqualTo("too_large:/free");
    assertThat(reason(limits, "{\"123456789\":1}")).isEqualTo("too_large");
  }

  @Test
  void limitsDepth() {
    DecodeLimits limits = new DecodeLimits(1 << 20, 1 << 20, 1 << 20, 3, 1 << 20);

    assertThat(reason(limits, "{\"free\":[[1]]}")).isEqualTo("null");
    assertThat(reason(limits, "{\"free\":[[[1]]]}")).isEqualTo("too_deep:/free");
    assertThat(reason(limits, "{\"free\":{\"a\":{\"b\":{}}}}")).isEqualTo("too_deep:/free");
    assertThat(reason(limits, "{\"x\":[[[]]]}")).isEqualTo("too_deep");
    assertThat(reason(limits, "{\"items\":[{\"sku\":\"a\"}]}")).isEqualTo("null");
    assertThat(reason(limits, "{\"items\":[{\"x\":[]}]}")).isEqualTo("too_deep:/items/0");
    assertThat(rows(limits, "[{\"free\":[[1]]},{\"free\":[[[1]]]},{\"id\":3}]"))
        .extracting(row -> String.valueOf(row.reason()))
        .containsExactly("null", "too_deep:/free", "null");
  }

  @Test
  void survivesAnyDepth() {
    String deep = "[".repeat(300_000) + "]".repeat(300_000);

    assertThat(reason(DecodeLimits.DEFAULTS, "{\"free\":" + deep + "}"))
        .isEqualTo("too_deep:/free");
    assertThat(reason(DecodeLimits.DEFAULTS, deep)).isEqualTo("not_an_object");
    assertThat(reason(DecodeLimits.DEFAULTS, "[".repeat(300_000))).isEqualTo("malformed_json");
  }

  /** An array of structs of twenty fields, each of which needs a slot even where it is absent. */
  private static BaseTable wide() {
    String fields =
        IntStream.range(0, 20)
            .mapToObj(i -> "\"f" + i + "\":{\"type\":\"integer\"}")
            .collect(Collectors.joining(","));
    return Schemas.column(
        "{\"type\":\"array\",\"items\":{\"type\":\"object\",\"properties\":{" + fields + "}}}");
  }

  private static String empties(int count) {
    return "{\"v\":[" + "{},".repeat(count - 1) + "{}]}\n";
  }

  @Test
  void limitsWhatASmallRecordMayGrowTo() {
    DecodeLimits limits = DecodeLimits.DEFAULTS.withMaxRecordBytes(1 << 20);
    String text = "{\"k\":1}\n" + empties(300_000) + "{\"k\":3}";

    assertThat(DecodedRow.rows(wide(), limits, "x.json", text.getBytes(UTF_8)))
        .extracting(row -> String.valueOf(row.reason()))
        .containsExactly("null", "too_large", "null");
  }

  @Test
  void givesTheSameVerdictWhateverCameBefore() {
    DecodeLimits limits = DecodeLimits.DEFAULTS.withMaxRecordBytes(1 << 20);
    String text = (empties(50_000) + empties(1) + empties(3_000)).repeat(10);

    assertThat(DecodedRow.rows(wide(), limits, "x.json", text.getBytes(UTF_8)))
        .hasSize(30)
        .allMatch(row -> row.reason() == null);
  }

  @Test
  void keepsNoMoreOfACorruptRecordThanAllowed() {
    DecodeLimits limits = new DecodeLimits(1 << 20, 1 << 20, 1 << 20, 64, 20);
    List<DecodedRow> rows = rows(limits, "{\"id\":\"12345678901234\"}\n{\"id\":\"123456789ç\"} x");

    assertThat(rows.get(0).text()).isEqualTo("{\"id\":\"1234567890123");
    assertThat(rows.get(1).text()).isEqualTo("{\"id\":\"123456789ç\"}");
    List<DecodedRow> cut = rows(limits, "{\"id\":\"123456789012ç\"}");
    assertThat(cut.get(0).text()).isEqualTo("{\"id\":\"123456789012");
  }

  @Test
  void tellsRecordsWithManyNamesApart() {
    String names =
        IntStream.range(0, 20_000)
            .mapToObj(i -> "\"n" + i + "\":" + i)
            .collect(Collectors.joining(","));

    assertThat(reason(DecodeLimits.DEFAULTS, "{\"free\":{" + names + "}}")).isEqualTo("null");
    assertThat(reason(DecodeLimits.DEFAULTS, "{\"free\":{" + names + ",\"n77\":0}}"))
        .isEqualTo("duplicate_key:/free");
    assertThat(reason(DecodeLimits.DEFAULTS, "{" + names + ",\"n77\":0}"))
        .isEqualTo("duplicate_key");
  }

  @Test
  void countsCorruptRowsAsRows() throws Exception {
    ObjectDecoder decoder = new ObjectDecoder(TABLE, DecodeLimits.DEFAULTS);
    List<Integer> lines = new ArrayList<>();

    int rows =
        decoder.decode(
            "x.json", "{\"id\":1}\nx\n{\"id\":2}".getBytes(UTF_8), row -> lines.add(row.line()));

    assertThat(rows).isEqualTo(3);
    assertThat(lines).containsExactly(0, 1, 2);
  }

  @Test
  void handsOnWhatItsSinkThrows() {
    ObjectDecoder decoder = new ObjectDecoder(TABLE, DecodeLimits.DEFAULTS);

    assertThatThrownBy(
            () ->
                decoder.decode(
                    "x.json",
                    "{}".getBytes(UTF_8),
                    row -> {
                      throw new IOException("disk is full");
                    }))
        .isInstanceOf(IOException.class)
        .hasMessage("disk is full");
    assertThat(DecodedRow.rows(decoder, TABLE, "x.json", "{\"id\":7}".getBytes(UTF_8)))
        .extracting(row -> row.value("id"))
        .containsExactly(7L);
  }

  @Test
  void refusesToTakeARowForWhatItIsNot() throws Exception {
    ObjectDecoder decoder = new ObjectDecoder(TABLE, DecodeLimits.DEFAULTS);

    decoder.decode(
        "x.json",
        "{}\nx".getBytes(UTF_8),
        row -> {
          if (row.isCorrupt()) {
            assertThatThrownBy(row::columns).isInstanceOf(IllegalStateException.class);
            assertThat(row.corruptBytes()).isEqualTo("x".getBytes(UTF_8));
          } else {
            assertThatThrownBy(row::corruptBytes).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(row::corruptReason).isInstanceOf(IllegalStateException.class);
          }
        });
  }
}
