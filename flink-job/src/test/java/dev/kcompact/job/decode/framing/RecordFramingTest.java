package dev.kcompact.job.decode.framing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kcompact.contract.table.BaseTable;
import dev.kcompact.job.decode.DecodeLimits;
import dev.kcompact.job.decode.DecodedRow;
import dev.kcompact.job.decode.Schemas;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One record's trouble is one record's trouble. */
class RecordFramingTest {
  private static final BaseTable TABLE = Schemas.column("{\"type\":\"integer\"}");
  private static final String MALFORMED = "malformed_json";

  /** Values of the good rows and reasons of the corrupt ones, in order. */
  private static List<Object> outcomes(String text) {
    return outcomes(DecodedRow.rows(TABLE, text));
  }

  private static List<Object> outcomes(List<DecodedRow> rows) {
    for (int i = 0; i < rows.size(); i++) {
      assertThat(rows.get(i).line()).isEqualTo(i);
    }
    return rows.stream()
        .<Object>map(row -> row.reason() != null ? row.reason() : String.valueOf(row.value("v")))
        .toList();
  }

  private static List<String> corruptTexts(String text) {
    return DecodedRow.rows(TABLE, text).stream()
        .filter(row -> row.reason() != null)
        .map(row -> String.valueOf(row.text()))
        .toList();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        // lines
        "{\"v\":1}                                       | 1",
        "{\"v\":1}~                                      | 1",
        "{\"v\":1}~{\"v\":2}~                            | 1 2",
        "{\"v\":1}r~{\"v\":2}r~                          | 1 2",
        "~~{\"v\":1}~  ~~{\"v\":2}~~                     | 1 2",
        // values that follow each other
        "{\"v\":1}{\"v\":2}                              | 1 2",
        "{\"v\":1} {\"v\":2}{\"v\":3}~{\"v\":4}          | 1 2 3 4",
        // pretty-printed documents
        "{~  \"v\": 1~}~                                 | 1",
        "{~  \"v\": 1~}~{~  \"v\": 2~}                   | 1 2",
        "{\"v\":1}~{~\"v\":2~}~{\"v\":3}                 | 1 2 3",
        "{\"v\":1}{~\"v\":2~}                            | 1 2",
        // arrays
        "[{\"v\":1},{\"v\":2}]                           | 1 2",
        "~ [~ {~ \"v\": 1~ },~ {\"v\":2}~ ]~             | 1 2",
        "[{\"v\":1}]~[{\"v\":2},{\"v\":3}]~              | 1 2 3",
        "[{\"v\":1}][{\"v\":2}]                          | 1 2",
        "[]                                              | ''",
        "[]~[{\"v\":1}]                                  | 1",
        "[{\"v\":1}]~{\"v\":2}~                          | 1 2",
        // values that are no objects
        "1~{\"v\":1}~\"a\"~null~true~{\"v\":2}~-0.5e3    | not_an_object 1 not_an_object"
            + " not_an_object not_an_object 2 not_an_object",
        "{\"v\":1}~[{\"v\":2},{\"v\":3}]~{\"v\":4}       | 1 not_an_object 4",
        "[1,{\"v\":1},[{\"v\":2}],null]                  | not_an_object 1 not_an_object"
            + " not_an_object",
        // records that are no rows
        "{\"v\":1}~{\"v\":\"x\"}~{\"v\":3}               | 1 wrong_type:/v 3",
        "{\"v\":1}{\"v\":\"x\"}{\"v\":3}                 | 1 wrong_type:/v 3",
        "[{\"v\":1},{\"v\":{\"a\":[[]]}},{\"v\":3}]      | 1 wrong_type:/v 3",
        // broken lines
        "{\"v\":1}~{\"v\":~{\"v\":3}                     | 1 malformed_json 3",
        "{\"v\":1}~{\"v\":2}}~{\"v\":3}                  | 1 2 malformed_json 3",
        "{\"v\":1}~garbage {\"v\":9}~{\"v\":3}           | 1 malformed_json 3",
        "{\"v\":1}~{\"v\":2} {\"v\":x} {\"v\":9}~{\"v\":3}| 1 2 malformed_json 3",
        "{\"v\":1}~{\"v\":2                              | 1 malformed_json",
        "{\"v\":1~,\"v\":2}~{                            | malformed_json malformed_json"
            + " malformed_json",
        // broken later: not pretty-printed after all, and then line-framed for good
        "{\"v\":x}~{~\"v\":1~}~{\"v\":2}                 | malformed_json malformed_json"
            + " not_an_object malformed_json malformed_json 2",
        // broken arrays
        "[{\"v\":1},{\"v\":x},{\"v\":9}]~[{\"v\":3}]     | 1 malformed_json 3",
        "[{\"v\":1},{\"v\":2},]                          | 1 2 malformed_json",
        "[{\"v\":1} {\"v\":9}]                           | 1 malformed_json",
        "[{\"v\":1},~{\"v\":x},~{\"v\":9}~]              | 1 malformed_json",
        "[{\"v\":1},~{\"v\":2}                           | 1 2 malformed_json",
        "[{\"v\":1},{\"v\":~[{\"v\":2}]~[{\"v\":3}]~     | 1 malformed_json 2 3",
        "[{\"v\":1}]]~[{\"v\":2}]                        | 1 malformed_json 2",
        "[                                               | malformed_json",
        // nothing
        "~ ~                                             | ''",
      })
  void findsRecordsAndKeepsTheirNeighbours(String text, String expected) {
    String object = text.replace('~', '\n').replace("r\n", "\r\n");

    assertThat(String.join(" ", outcomes(object).stream().map(String::valueOf).toList()))
        .isEqualTo(expected.equals("''") ? "" : expected);
  }

  @Test
  void readsAnEmptyObjectAsNoRecords() {
    assertThat(outcomes("")).isEmpty();
  }

  @Test
  void stripsOneByteOrderMark() {
    assertThat(outcomes("\uFEFF{\"v\":1}\n{\"v\":2}")).containsExactly("1", "2");
    assertThat(outcomes("\uFEFF[{\"v\":1}]")).containsExactly("1");
    assertThat(outcomes("\uFEFF\uFEFF{\"v\":1}\n{\"v\":2}")).containsExactly(MALFORMED, "2");
    assertThat(outcomes("\uFEFF")).isEmpty();
  }

  @Test
  void keepsTheRestOfABrokenLineAsItWas() {
    assertThat(corruptTexts("{\"v\":1} {\"v\":oops} {\"v\":3}  \r\n{\"v\":4}"))
        .containsExactly("{\"v\":oops} {\"v\":3}");
    assertThat(corruptTexts("{\"v\":1}\n  {\"v\":\"a\" }  \n")).containsExactly("{\"v\":\"a\" }");
    assertThat(corruptTexts("[{\"v\":1}, {\"v\":nil}, {\"v\":3}]\n"))
        .containsExactly(", {\"v\":nil}, {\"v\":3}]");
    assertThat(corruptTexts("[{\"v\":1},\n{\"v\":2}\n")).containsExactly("");
  }

  @Test
  void tellsBytesThatAreNotUtf8FromOtherGarbage() {
    byte[] object =
        "{\"v\":1}\n\u00ff\u00fe oops\n{\"v\":2}"
            .getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
    List<DecodedRow> rows = DecodedRow.rows(TABLE, DecodeLimits.DEFAULTS, "x.json", object);

    assertThat(outcomes(rows)).containsExactly("1", "invalid_utf8", "2");
    assertThat(rows.get(1).text()).isEqualTo("base64://4gb29wcw==");
  }

  @Test
  void staysLinearOnManyBrokenLines() {
    String broken = "{\"v\":[[1,\n".repeat(200_000);

    assertThat(DecodedRow.rows(TABLE, broken)).hasSize(200_000);
    assertThat(DecodedRow.rows(TABLE, "[{\"v\":1},{\"v\":\n".repeat(200_000))).hasSize(400_000);
  }

  @Test
  void decodesOneObjectAfterTheOther() {
    ObjectDecoder decoder = new ObjectDecoder(TABLE, DecodeLimits.DEFAULTS);

    for (String text : List.of("{\"v\":1}\nx", "[{\"v\":1},\n", "{\n\"v\":1}", "{\"v\":1}\n[")) {
      byte[] object = text.getBytes(UTF_8);
      List<DecodedRow> again = DecodedRow.rows(decoder, TABLE, "x.json", object);
      assertThat(again).isEqualTo(DecodedRow.rows(TABLE, DecodeLimits.DEFAULTS, "x.json", object));
    }
  }
}
