package dev.kcompact.job.decode;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kcompact.contract.table.BaseTable;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every type with its values and near-misses: nothing is coerced, nothing is lost. */
class ValueCorpusTest {
  private static final String STRUCT =
      """
      {"type":"object","required":["i","n"],"properties":{
        "i":{"type":"integer"},"n":{"type":["string","null"]},"o":{"type":"string"}}}
      """;

  private static final Map<String, String> TYPES =
      Map.ofEntries(
          entry("integer", "{\"type\":\"integer\"}"),
          entry("number", "{\"type\":\"number\"}"),
          entry("boolean", "{\"type\":\"boolean\"}"),
          entry("string", "{\"type\":\"string\"}"),
          entry("enum", "{\"type\":\"string\",\"enum\":[\"A\",\"B\"]}"),
          entry("date", "{\"type\":\"string\",\"format\":\"date\"}"),
          entry("date-time", "{\"type\":\"string\",\"format\":\"date-time\"}"),
          entry("uuid", "{\"type\":\"string\",\"format\":\"uuid\"}"),
          entry("decimal9", decimal(9, 2)),
          entry("decimal18", decimal(18, 0)),
          entry("fraction18", decimal(18, 18)),
          entry("decimal38", decimal(38, 10)),
          entry("integers", "{\"type\":\"array\",\"items\":{\"type\":\"integer\"}}"),
          entry(
              "nested",
              "{\"type\":\"array\",\"items\":"
                  + "{\"type\":\"array\",\"items\":{\"type\":\"integer\"}}}"),
          entry(
              "booleans", "{\"type\":\"object\",\"additionalProperties\":{\"type\":\"boolean\"}}"),
          entry("struct", STRUCT),
          entry("structs", "{\"type\":\"array\",\"items\":" + STRUCT + "}"),
          entry("json", "true"));

  private static String decimal(int precision, int scale) {
    return ("{\"type\":[\"number\",\"string\"],\"format\":\"decimal\","
            + "\"x-precision\":%d,\"x-scale\":%d}")
        .formatted(precision, scale);
  }

  static List<String> values() {
    return CorpusFiles.lines("values.txt");
  }

  private static BaseTable table(String type) {
    return switch (type) {
      case "required" -> Schemas.requiredColumn("{\"type\":\"integer\"}");
      case "nullable" -> Schemas.requiredColumn("{\"type\":[\"integer\",\"null\"]}");
      default -> Schemas.column(TYPES.get(type));
    };
  }

  @ParameterizedTest
  @MethodSource("values")
  void decides(String line) {
    String[] parts = line.split(" \\| ", 3);
    String good = parts[0].equals("required") || parts[0].equals("nullable") ? "{\"v\":1}" : "{}";

    List<DecodedRow> rows =
        DecodedRow.rows(table(parts[0]), good + "{\"v\":" + parts[1] + "}" + good + "\n");

    assertThat(rows).hasSize(3);
    assertThat(outcome(rows.get(1))).isEqualTo(parts[2]);
    assertThat(rows.get(0).reason()).isNull();
    assertThat(rows.get(2).columns()).isEqualTo(rows.get(0).columns());
  }

  private static String outcome(DecodedRow row) {
    if (row.reason() != null) {
      return "! " + row.reason();
    }
    return row.value("v") instanceof BigDecimal decimal
        ? "= " + decimal.toPlainString()
        : "= " + row.value("v");
  }

  @Test
  void missesWhatIsAbsent() {
    assertThat(DecodedRow.rows(table("required"), "{}").get(0).reason())
        .isEqualTo("missing_required:/v");
    assertThat(DecodedRow.rows(table("nullable"), "{}").get(0).reason())
        .isEqualTo("missing_required:/v");
  }

  /** So that the corpus can be ticked off against JSON Schema's types. */
  @Test
  void everyTypeMeetsEveryKindOfValue() {
    Map<String, Set<String>> kinds = new TreeMap<>();
    for (String line : values()) {
      String[] parts = line.split(" \\| ", 3);
      kinds.computeIfAbsent(parts[0], type -> new TreeSet<>()).add(kind(parts[1].charAt(0)));
    }

    assertThat(kinds.keySet()).containsAll(TYPES.keySet());
    assertThat(kinds.values())
        .allSatisfy(
            met ->
                assertThat(met)
                    .containsExactly("array", "boolean", "null", "number", "object", "string"));
  }

  private static String kind(char first) {
    return switch (first) {
      case 'n' -> "null";
      case 't', 'f' -> "boolean";
      case '"' -> "string";
      case '[' -> "array";
      case '{' -> "object";
      default -> "number";
    };
  }

  @ParameterizedTest
  @ValueSource(strings = {"integer", "number", "decimal9", "decimal18", "decimal38", "json"})
  void survivesNumbersOfAnyLength(String type) {
    String digits = "9".repeat(10_000);
    String outcome = type.equals("json") ? "= " : "! out_of_range:/v";
    for (String number : List.of(digits, "-" + digits, digits + "00")) {
      DecodedRow row = DecodedRow.rows(table(type), "{\"v\":" + number + "}").get(0);
      assertThat(outcome(row)).isEqualTo(type.equals("json") ? outcome + number : outcome);
    }
    String nothing = "0." + "0".repeat(10_000);
    String huge = "1e" + digits;
    assertThat(outcome(DecodedRow.rows(table(type), "{\"v\":" + nothing + "}").get(0)))
        .isEqualTo(
            switch (type) {
              case "integer" -> "! wrong_type:/v";
              case "number" -> "= 0.0";
              case "decimal9" -> "= 0.00";
              case "decimal18" -> "= 0";
              case "decimal38" -> "= 0.0000000000";
              default -> "= " + nothing;
            });
    assertThat(outcome(DecodedRow.rows(table(type), "{\"v\":" + huge + "}").get(0)))
        .isEqualTo(
            switch (type) {
              case "integer" -> "! wrong_type:/v";
              case "json" -> "= " + huge;
              default -> "! out_of_range:/v";
            });
  }
}
