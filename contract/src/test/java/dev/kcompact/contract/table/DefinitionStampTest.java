package dev.kcompact.contract.table;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kcompact.contract.schema.ColumnType.Scalar;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DefinitionStampTest {
  private static final String SCHEMA =
      """
      {"type":"object","required":["id"],"properties":{
        "id":{"type":"string","format":"uuid"},
        "d":{"type":"number","format":"decimal","x-precision":10,"x-scale":2},
        "at":{"type":["integer","null"],"format":"date-time","x-encoding":"epoch-millis"},
        "list":{"type":"array","items":{"type":"object","properties":{
          "a":{"type":"integer"},"m":{"type":"object","additionalProperties":{"type":"string"}}}}}}}
      """;

  /** The form that the first version with stamps wrote. */
  private static final String GOLDEN =
      "{\"version\":1,\"record\":\"3db42d3e44f9228c\",\"columns\":{\"id\":{\"form\":\"6279"
          + "10106706f3a2\",\"type\":\"uuid\"},\"d\":{\"form\":\"75481fbf3c22f039\",\"type\":{\"d"
          + "ecimal\":[10,2]}},\"at\":{\"form\":\"36c6e449fbf300c6\",\"type\":\"timestamp\"},\""
          + "list\":{\"form\":\"1ebe98db76fe73d1\",\"type\":{\"array\":{\"struct\":{\"a\":\"integ"
          + "er\",\"m\":{\"map\":\"string\"}}}}}}}";

  @Test
  void isWrittenAndReadAsBefore() {
    DefinitionStamp stamp = stamp(SCHEMA, "");

    assertThat(stamp.encode()).isEqualTo(GOLDEN);
    assertThat(DefinitionStamp.decode(GOLDEN)).contains(stamp);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{}",
        "[]",
        "oops",
        "{\"version\":2,\"record\":\"x\",\"columns\":{}}",
        "{\"version\":1,\"record\":\"x\",\"columns\":{\"a\":{\"type\":\"time\",\"form\":\"x\"}}}",
        "{\"version\":1,\"record\":\"x\",\"columns\":{\"a\":{\"type\":{\"set\":\"json\"},\"form\":\"x\"}}}"
      })
  void aStampThatThisVersionDoesNotKnowIsAsNone(String text) {
    assertThat(DefinitionStamp.decode(text)).isEmpty();
  }

  @Test
  void whatDecidesNoRowIsNotInTheStamp() {
    DefinitionStamp constrained =
        stamp(
            SCHEMA
                .replace("\"x-scale\":2", "\"x-scale\":2,\"maximum\":7,\"description\":\"money\"")
                .replace("{\"type\":\"integer\"}", "{\"type\":\"integer\",\"minimum\":1}"),
            "rules: [{ name: r, sql: \"d > 0\", severity: warn }]");

    assertThat(constrained).isEqualTo(stamp(SCHEMA, ""));
  }

  @Test
  void eachDifferenceInWhatIsReadChangesItsColumnOnly() {
    Map<String, String> changes =
        Map.of(
            "epoch-millis", "epoch-seconds",
            "[\"integer\",\"null\"]", "\"integer\"",
            "\"x-scale\":2", "\"x-scale\":3",
            "\"format\":\"uuid\"", "\"minLength\":1",
            "\"a\":{\"type\":\"integer\"}", "\"a\":{\"type\":\"integer\",\"x-from\":\"b\"}",
            "\"required\":[\"id\"],", "");
    List<String> columns = List.of("at", "at", "d", "id", "list", "id");
    DefinitionStamp before = stamp(SCHEMA, "");

    for (Map.Entry<String, String> change : changes.entrySet()) {
      DefinitionStamp after = stamp(SCHEMA.replace(change.getKey(), change.getValue()), "");
      assertThat(after.record()).isEqualTo(before.record());
      List<String> changed =
          before.columns().keySet().stream()
              .filter(name -> !before.columns().get(name).equals(after.columns().get(name)))
              .toList();
      assertThat(changed).as(change.getKey()).hasSize(1).isSubsetOf(columns);
    }
    assertThat(stamp(SCHEMA, "record: { at: /after }").record()).isNotEqualTo(before.record());
    assertThat(before.columns().get("id").type()).isEqualTo(Scalar.UUID);
  }

  private static DefinitionStamp stamp(String schema, String more) {
    String definition =
        """
        table: t
        domain: d
        source: { topic: t, prefix: topics/t/, naming: confluent }
        day: { from: path, layout: "'dt='yyyy-MM-dd", zone: UTC }
        schema: schemas/t.schema.json
        %s
        """
            .formatted(more);
    return DefinitionStamp.of(
        TableCatalog.load(
                new DefinitionFiles(
                    Map.of("tables/t.yaml", definition, "schemas/t.schema.json", schema)))
            .baseTables()
            .get(0));
  }
}
