package dev.kcompact.contract.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kcompact.contract.schema.ColumnPath;
import dev.kcompact.contract.table.QualityRule.Fresh;
import dev.kcompact.contract.table.QualityRule.Reference;
import dev.kcompact.contract.table.QualityRule.Unique;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Key, order, rules, bloom filters and the record's own day may name fields inside columns. */
class NestedColumnNamesTest {
  private static final String SCHEMA =
      """
      {"type": "object", "required": ["id"], "properties": {
        "id": {"type": "integer"},
        "flag": {"type": "object", "properties": {"on": {"type": "boolean"}}},
        "address": {"type": "object", "required": ["id"], "properties": {
          "id": {"type": "string"},
          "order_id": {"type": "integer", "x-from": "order-id~1x"},
          "geo": {"type": "object", "properties": {"lat": {"type": "number"}}},
          "at": {"type": "string", "format": "date-time"},
          "tags": {"type": "object", "additionalProperties": {"type": "string"}},
          "lines": {"type": "array", "items": {
            "type": "object", "properties": {"sku": {"type": "string"}}}}}},
        "event": {"type": "string", "x-from": "/meta/event-type"},
        "any": true}}
      """;

  private static BaseTable table(String key, String more) {
    String table =
        """
        table: t
        domain: d
        source: {topic: t, prefix: topics/t/}
        day: {from: last-modified}
        schema: s.json
        key: [%s]
        %s
        """
            .formatted(key, more);
    String other =
        """
        table: other
        domain: d
        source: {topic: other, prefix: topics/other/}
        day: {from: last-modified}
        schema: s.json
        """;
    return (BaseTable)
        TableCatalog.load(
                new DefinitionFiles(
                    Map.of("tables/t.yaml", table, "tables/o.yaml", other, "s.json", SCHEMA)))
            .table("t")
            .orElseThrow();
  }

  @Test
  void everyListOfColumnsTakesPointers() {
    BaseTable table =
        table(
            "/address/id, event",
            """
            order: [/address/geo/lat, id]
            compaction: {bloom: [/address/id, event]}
            rules:
              - {name: u, unique: [/address/order_id, event]}
              - {name: f, fresh: {column: /address/at, within: 2h}}
              - {name: r, references: {table: other, columns: {/address/id: /address/id, /id: /id}}}
            """);

    assertThat(table.key()).containsExactly("/address/id", "event");
    assertThat(table.order()).containsExactly("/address/geo/lat", "id");
    assertThat(table.bloom()).containsExactly("/address/id", "event");
    assertThat(((Unique) table.rules().get(0)).columns())
        .containsExactly("/address/order_id", "event");
    assertThat(((Fresh) table.rules().get(1)).column()).isEqualTo("/address/at");
    Reference reference = (Reference) table.rules().get(2);
    assertThat(reference.columns()).containsExactly("/address/id", "id");
    assertThat(reference.keys()).containsExactly("/address/id", "id");
    assertThat(table.schema().column("/address/geo/lat")).isPresent();
  }

  @Test
  void aPointerToAColumnIsTheColumn() {
    assertThat(table("/id", "").key()).containsExactly("id");
    assertThat(ColumnPath.parse("/id")).isEqualTo(ColumnPath.parse("id"));
    assertThat(ColumnPath.parse("/a~1b/c~0d").steps()).containsExactly("a/b", "c~d");
    assertThat(ColumnPath.parse("/a~1b/c~0d")).hasToString("/a~1b/c~0d");
  }

  @Test
  void theOwnDayOfARecordMayBeNested() {
    BaseTable table =
        (BaseTable)
            TableCatalog.load(
                    new DefinitionFiles(
                        Map.of(
                            "tables/t.yaml",
                            """
                            table: t
                            domain: d
                            source: {topic: t, prefix: topics/t/}
                            day: {from: field, field: /address/at}
                            schema: s.json
                            """,
                            "s.json",
                            SCHEMA)))
                .table("t")
                .orElseThrow();
    assertThat(((DayRule.FromField) table.day()).column()).isEqualTo("/address/at");
  }

  @Test
  void aFieldIsAlwaysSetIfEveryStepIs() {
    BaseTable table = table("id", "");
    assertThat(table.schema().isAlwaysSet(ColumnPath.parse("id"))).isTrue();
    assertThat(table.schema().isAlwaysSet(ColumnPath.parse("/address/id")))
        .as("address may be absent")
        .isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "key: [/address/nope] | /key/0: is /address/nope; expected a plain column of s.json, or",
        "key: [address/id] | /key/0: is address/id; expected a plain column of s.json, or",
        "key: [/address] | /key/0: is /address, which has parts",
        "key: [/address/geo] | /key/0: is /address/geo, which has parts",
        "key: [/address/tags/k] | /key/0: is /address/tags/k, which leads through /address/tags, a map",
        "key: [/address/lines/0/sku] | which leads through /address/lines, an array",
        "key: [/id/x] | /key/0: is /id/x, which leads through id, a plain value",
        "key: [/any/x] | /key/0: is /any/x, which leads through any, a plain value",
        "key: [/a~2] | /key/0: is a~2; expected ~0 for a tilde",
        "key: [/] | /key/0: is /; expected a plain column",
        "key: [id, /id] | /key/1: is /id, as another one; expected each once",
        "order: [/address/tags/k] | /order/0: is /address/tags/k, which leads through",
        "compaction: {bloom: [/address/nope]} | /compaction/bloom/0: is /address/nope; expected",
        "compaction: {bloom: [/flag/on]} | /compaction/bloom/0: is /flag/on, a boolean",
        "rules: [{name: u, unique: [/address/lines/sku]}] | /rules/0/unique/0: is /address/lines/sku",
        "rules: [{name: f, fresh: {column: /address/id, within: 1h}}] | is /address/id; expected a date-time",
        "rules: [{name: r, references: {table: other, columns: {id: /address/geo/lat}}}] | expected a column of it with the same type",
        "rules: [{name: r, references: {table: other, columns: {id: /address/tags/x}}}] | is to /address/tags/x of other; expected",
        "day: {from: field, field: /address/id} | /day/field: is /address/id; expected a date or date-time",
        "day: {from: field, field: /address/nope} | /day/field: is /address/nope; expected",
      })
  void whatNamesNoPlainValueIsRefusedInOneLine(String definition, String message) {
    String base = definition.startsWith("day") ? "" : "day: {from: last-modified}\n";
    String table =
        "table: t\ndomain: d\nsource: {topic: t, prefix: topics/t/}\nschema: s.json\n"
            + base
            + definition
            + "\n";
    String other = table.replace(definition, "").replace("topics/t/", "topics/o/");
    other = other.replace("topic: t", "topic: o").replace("table: t", "table: other");
    other = base.isEmpty() ? other + "day: {from: last-modified}\n" : other;
    Map<String, String> files =
        Map.of("tables/t.yaml", table, "tables/o.yaml", other, "s.json", SCHEMA);

    assertThatThrownBy(() -> TableCatalog.load(new DefinitionFiles(files)))
        .isInstanceOfSatisfying(
            InvalidDefinitionsException.class,
            e ->
                assertThat(e.problems())
                    .extracting(Problem::toString)
                    .as(definition)
                    .satisfiesExactly(
                        line -> assertThat(line).startsWith("tables/t.yaml").contains(message)));
  }

  @Test
  void oldNamesStayAsTheyAre() {
    assertThat(List.of(ColumnPath.parse("id"), ColumnPath.parse("a.b"), ColumnPath.parse("a b")))
        .extracting(ColumnPath::toString)
        .containsExactly("id", "a.b", "a b");
  }
}
