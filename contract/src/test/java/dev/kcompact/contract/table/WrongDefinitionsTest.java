package dev.kcompact.contract.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Definitions that look right and would have failed where nobody looks, or never ended. */
class WrongDefinitionsTest {
  private static final String TABLE =
      """
      table: t
      domain: d
      source: { topic: t, prefix: topics/t/ }
      day: { from: last-modified }
      schema: schemas/t.json
      key: [id]
      """;

  private static List<String> problems(String table, String schema) {
    try {
      TableCatalog.load(
          new DefinitionFiles(Map.of("tables/t.yaml", table, "schemas/t.json", schema)));
      return List.of();
    } catch (InvalidDefinitionsException e) {
      return e.problems().stream().map(Problem::toString).toList();
    }
  }

  private static List<String> problems(String column) {
    return problems(
        TABLE,
        "{\"type\":\"object\",\"properties\":{\"id\":{\"type\":\"integer\"},\"v\":"
            + column.replace('\'', '"')
            + "}}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'type':'string','enum':['A','B'],'const':'C'} | no value of the enum",
        "{'type':'string','enum':['A','B'],'minLength':2} | no value of the enum",
        "{'type':'string','enum':['A','B'],'pattern':'^[0-9]'} | no value of the enum",
        "{'type':'integer','enum':[1,2],'minimum':3} | no value of the enum",
        "{'type':'integer','exclusiveMinimum':3,'maximum':3} | exclusiveMinimum 3 is not below",
        "{'type':'integer','minimum':3,'exclusiveMaximum':3} | minimum 3 is not below",
        "{'type':'number','exclusiveMinimum':1,'exclusiveMaximum':1} | is not below",
        "{'type':'integer','enum':[1e999999999]} | enum has more than 400 digits",
        "{'type':'integer','minimum':1e999999999} | minimum has more than 400 digits",
        "{'type':'string','format':'date','enum':['2026-02-30']} | expected dates only",
        "{'type':'string','format':'date-time','const':'2026-02-03'} | expected date-times",
        "{'type':'string','pattern':'(?=a)b'} | is no expression of RE2",
        "{'type':'string','pattern':'(a)\\\\1'} | is no expression of RE2",
        "{'type':'string','pattern':'a{1,2000}'} | is no expression of RE2",
      })
  void whatNoRowOrNoDayCouldPassIsRefused(String column, String message) {
    assertThat(problems(column)).singleElement().asString().contains("/properties/v", message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'type':'string','enum':['A','BC',null],'minLength':2}",
        "{'type':'number','minimum':-1.7976931348623157e308,'maximum':1.7976931348623157e308}",
        "{'type':'integer','enum':[1.0],'const':1}",
        "{'type':'string','format':'date-time','enum':['2026-02-03T04:05:06.7-03:00']}",
      })
  void whatSomethingPassesIsTaken(String column) {
    assertThat(problems(column)).isEmpty();
  }

  /** A tree of nodes with two children each: what half of all recursive schemas are. */
  @Test
  void aSchemaThatLeadsToItselfIsRefusedAtOnce() {
    String schema =
        """
        {"type":"object","properties":{"id":{"type":"integer"},"tree":{"$ref":"#/$defs/node"}},
         "$defs":{"node":{"type":"object","properties":{
           "left":{"$ref":"#/$defs/node"},"right":{"anyOf":[{"type":"null"},{"$ref":"#/$defs/node"}]}}}}}
        """;

    assertThat(problems(TABLE, schema))
        .containsExactly(
            "schemas/t.json at /properties/tree/properties/left: leads to itself by $ref; expected"
                + " types that end, or true for free-form JSON",
            "schemas/t.json at /properties/tree/properties/right: leads to itself by $ref; expected"
                + " types that end, or true for free-form JSON");
  }

  /** Thirty definitions, and two to the thirtieth columns. */
  @Test
  void aSchemaThatUnfoldsBeyondMemoryIsRefusedAtOnce() {
    String definitions =
        IntStream.range(0, 30)
            .mapToObj(
                i ->
                    "\"d%1$d\":{\"type\":\"object\",\"properties\":{\"a\":{\"$ref\":\"#/$defs/d%2$d\"},\"b\":{\"$ref\":\"#/$defs/d%2$d\"}}}"
                        .formatted(i, i + 1))
            .collect(Collectors.joining(","));
    String schema =
        "{\"type\":\"object\",\"properties\":{\"id\":{\"type\":\"integer\"},\"v\":{\"$ref\":\"#/$defs/d0\"}},"
            + "\"$defs\":{"
            + definitions
            + ",\"d30\":{\"type\":\"string\"}}}";

    assertThat(problems(TABLE, schema)).singleElement().asString().contains("expected fewer");
  }

  @ParameterizedTest
  @ValueSource(ints = {150, 900, 100_000})
  void deepFilesAreRefused(int depth) {
    String schema =
        "{\"type\":\"object\",\"properties\":{\"v\":"
            + "{\"type\":\"array\",\"items\":".repeat(depth)
            + "true"
            + "}".repeat(depth)
            + "}}";
    assertThat(problems(TABLE, schema)).isNotEmpty();
    assertThat(problems("table: " + "[".repeat(depth) + "]".repeat(depth), schema)).isNotEmpty();
    assertThat(problems("table: " + "{a: ".repeat(depth) + "}".repeat(depth), schema)).isNotEmpty();
  }

  @Test
  void oneFileIsOneTable() {
    assertThat(problems(TABLE + "---\n" + TABLE.replace("table: t", "table: u"), "{}"))
        .singleElement()
        .asString()
        .startsWith("tables/t.yaml");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"t\\n", "t\\r", "t\\u2028", "t\\u0000", "ţ", "T", "t ", "../t", "t/u", "t;"})
  void namesAreNames(String name) {
    assertThat(problems(TABLE.replace("table: t", "table: \"" + name + "\""), "{}"))
        .anySatisfy(it -> assertThat(it).contains("/table"));
  }

  @Test
  void yamlThatMultipliesItselfIsRefused() {
    StringBuilder bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
    for (int i = 1; i < 12; i++) {
      String all = (", *a" + (i - 1)).repeat(10).substring(2);
      bomb.append("a%d: &a%d [%s]\n".formatted(i, i, all));
    }

    assertThat(problems(bomb + TABLE, "{}")).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"../other/", "./t/", "a/../t/", "/t/", "t", "t/\\n", "t/\\u0000/\\n"})
  void prefixesStayBelowTheRoot(String prefix) {
    assertThatThrownBy(
            () ->
                TableCatalog.load(
                    new DefinitionFiles(
                        Map.of(
                            "tables/t.yaml",
                            TABLE.replace("topics/t/", '"' + prefix + '"'),
                            "schemas/t.json",
                            "{\"type\":\"object\",\"properties\":{\"id\":{\"type\":\"integer\"}}}"))))
        .isInstanceOf(InvalidDefinitionsException.class)
        .hasMessageContaining("/source/prefix");
  }
}
