package dev.kcompact.cli.evolve;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kcompact.contract.schema.Pointer;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class SchemaTextTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pointer PROPERTIES = Pointer.parse("/properties");

  private static final String TEXT =
      """
      {
        "required": ["id", "status", "at"],
        "properties": {
          "id":     { "type": "integer" },
          "status": {
            "type": "string",
            "enum": ["NEW", "PAID"]
          }
        }
      }
      """;

  private static JsonNode node(String json) {
    try {
      return JSON.readTree(json);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(json, e);
    }
  }

  @Test
  void editsLeaveTheRestAsItIs() {
    SchemaText text = new SchemaText(TEXT);

    text.put(PROPERTIES, "note", node("{\"type\":[\"string\",\"null\"]}"));
    text.remove(Pointer.parse("/required"), "at");
    text.add(Pointer.parse("/properties/status/enum"), "SENT");

    assertThat(text.toString())
        .isEqualTo(
            """
            {
              "required": ["id", "status"],
              "properties": {
                "id":     { "type": "integer" },
                "status": {
                  "type": "string",
                  "enum": ["NEW", "PAID", "SENT"]
                },
                "note": { "type": ["string", "null"] }
              }
            }
            """);
  }

  @Test
  void longSchemasTakeLines() {
    SchemaText text = new SchemaText(TEXT);

    text.put(PROPERTIES, "note", node("{\"$comment\":\"" + "x".repeat(90) + "\"}"));

    assertThat(text.toString())
        .contains("    \"note\": {\n      \"$comment\": \"" + "x".repeat(90) + "\"\n    }\n");
  }

  @Test
  void anObjectInOneLineStaysThere() {
    SchemaText text = new SchemaText("{\"properties\": {\"a\": {}}, \"required\": [\"a\"]}");

    text.put(PROPERTIES, "b", node("true"));
    text.remove(Pointer.parse("/required"), "a");

    assertThat(text).hasToString("{\"properties\": {\"a\": {}, \"b\": true}, \"required\": []}");
  }

  @Provide
  Arbitrary<String> schemas() {
    Arbitrary<String> blanks = Arbitraries.of("", " ", "\n", "\n    ", "\r\n\t");
    Arbitrary<String> values =
        Arbitraries.of(
            "1", "\"a\\\"}b\"", "[ ]", "{}", "{ \"x\" : [1,2 ] }", "null", "\"ç \uD83D\uDE00\"");
    return blanks
        .list()
        .ofSize(8)
        .flatMap(
            b ->
                values
                    .list()
                    .ofMinSize(0)
                    .ofMaxSize(4)
                    .map(
                        members -> {
                          StringBuilder out = new StringBuilder("{" + b.get(0) + "\"properties\"");
                          out.append(b.get(1)).append(':').append(b.get(2)).append('{');
                          for (int i = 0; i < members.size(); i++) {
                            out.append(i == 0 ? "" : ",").append(b.get(3)).append("\"m").append(i);
                            out.append("\"").append(b.get(4)).append(":").append(b.get(5));
                            out.append(members.get(i)).append(b.get(6));
                          }
                          return out.append("}").append(b.get(7)).append("}").toString();
                        }));
  }

  /** An edit of the text is the edit of the tree. */
  @Property(tries = 300)
  void anEditOfTheTextIsOneOfTheTree(
      @ForAll("schemas") String schema,
      @ForAll("names") String name,
      @ForAll("values") String value) {
    ObjectNode expected = (ObjectNode) node(schema);
    ((ObjectNode) expected.get("properties")).set(name, node(value));
    SchemaText text = new SchemaText(schema);

    text.put(PROPERTIES, name, node(value));

    assertThat(node(text.toString())).isEqualTo(expected);
  }

  @Provide
  Arbitrary<String> names() {
    return Arbitraries.of("m0", "m1", "m3", "new", "a\"b", "ç");
  }

  @Provide
  Arbitrary<String> values() {
    return Arbitraries.of(
        "true",
        "{\"type\":\"string\"}",
        "{\"a\":{\"b\":[\"c\",\"d\"]},\"e\":\"" + "f".repeat(99) + "\"}");
  }
}
