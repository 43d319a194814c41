package dev.kcompact.contract.table;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kcompact.contract.table.KeywordTable.Effect;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every keyword of JSON Schema 2020-12 does what the table says, beside each kind of value. */
class KeywordTableTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Keywords that change what the schema is, which other tests have. */
  private static final Set<String> OF_THE_KIND =
      Set.of("type", "$ref", "anyOf", "oneOf", "contentMediaType", "contentSchema");

  private static final Set<String> OF_NUMBERS =
      Set.of("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf");

  @Test
  void hasEveryKeywordOfTheMetaSchemas() throws IOException {
    Set<String> keywords = new TreeSet<>();
    for (String name :
        List.of(
            "meta/core",
            "meta/applicator",
            "meta/unevaluated",
            "meta/validation",
            "meta/meta-data",
            "meta/format-annotation",
            "meta/content",
            "schema")) {
      try (InputStream in =
          Objects.requireNonNull(getClass().getResourceAsStream("/draft/2020-12/" + name), name)) {
        JSON.readTree(in).path("properties").fieldNames().forEachRemaining(keywords::add);
      }
    }

    assertThat(keywords).hasSizeGreaterThan(55);
    assertThat(KeywordTable.keywords()).doesNotHaveDuplicates().containsAll(keywords);
  }

  @Test
  void thePageOfTypesHasTheTable() throws IOException {
    assertThat(Files.readAllLines(Path.of("../docs/types.md")))
        .containsSubsequence(KeywordTable.markdown());
  }

  @ParameterizedTest
  @EnumSource(ValueKind.class)
  void eachKeywordIsRefusedWhereNothingEnforcesIt(ValueKind kind) throws IOException {
    ObjectNode columns = JSON.createObjectNode();
    List<String> keywords = new ArrayList<>();
    for (String keyword : KeywordTable.keywords()) {
      JsonNode schema = schema(kind, keyword);
      boolean isOther = kind == ValueKind.MAP && keyword.equals("properties");
      if (!OF_THE_KIND.contains(keyword) && !schema.has(keyword) && !isOther) {
        ((ObjectNode) schema).set(keyword, value(keyword, kind));
        columns.set("field" + keywords.size(), schema);
        columns.set("list" + keywords.size(), inArray(schema));
        keywords.add(keyword);
      }
    }
    ObjectNode root = JSON.createObjectNode().put("type", "object");
    List<Problem> problems = problems(root.set("properties", columns));

    assertThat(keywords).hasSizeGreaterThan(40);
    for (int i = 0; i < keywords.size(); i++) {
      String keyword = keywords.get(i);
      for (String column : List.of("field" + i, "list" + i)) {
        List<Problem> own =
            problems.stream()
                .filter(it -> it.path().startsWith("/properties/" + column + "/"))
                .toList();
        assertThat(own)
            .as("%s of %s in %s", keyword, kind, columns.get(column))
            .satisfies(it -> refused(it, keyword, kind));
      }
    }
  }

  @Test
  void eachKeywordOfTheRecordIsRefusedIfNothingEnforcesIt() throws IOException {
    for (String keyword : KeywordTable.keywords()) {
      JsonNode record = schema(ValueKind.OBJECT, keyword);
      if (!OF_THE_KIND.contains(keyword) && !record.has(keyword)) {
        ((ObjectNode) record).set(keyword, value(keyword, ValueKind.OBJECT));

        assertThat(problems(record))
            .as("%s of the record", keyword)
            .satisfies(it -> refused(it, keyword, ValueKind.OBJECT));
      }
    }
  }

  private static void refused(List<? extends Problem> problems, String keyword, ValueKind kind) {
    if (KeywordTable.effect(keyword, kind) != Effect.REFUSED) {
      assertThat(problems).isEmpty();
    } else {
      assertThat(problems)
          .singleElement()
          .satisfies(
              it -> {
                assertThat(it.path()).endsWith("/" + keyword);
                assertThat(it.message()).contains("expected ");
                assertThat(it.toString().lines()).hasSize(1);
              });
    }
  }

  private static JsonNode inArray(JsonNode schema) {
    return JSON.createObjectNode().put("type", "array").set("items", schema);
  }

  private static List<Problem> problems(JsonNode root) {
    String table =
        """
        table: t
        domain: d
        source: {topic: t, prefix: topics/t/}
        day: {from: last-modified}
        schema: s.json
        """;
    try {
      TableCatalog.load(
          new DefinitionFiles(Map.of("tables/t.yaml", table, "s.json", root.toString())));
      return List.of();
    } catch (InvalidDefinitionsException e) {
      return e.problems();
    }
  }

  private static JsonNode schema(ValueKind kind, String keyword) throws IOException {
    boolean isOfNumbers = OF_NUMBERS.contains(keyword);
    return json(
        switch (kind) {
          case OBJECT -> "{'type':'object','properties':{'a':{'type':'integer'}}}";
          case MAP -> "{'type':'object','additionalProperties':{'type':'integer'}}";
          case ARRAY -> "{'type':'array','items':{'type':'integer'}}";
          case STRING -> "{'type':'string'}";
          case UUID -> "{'type':'string','format':'uuid'}";
          case DATE ->
              isOfNumbers
                  ? "{'type':'integer','format':'date','x-encoding':'epoch-days'}"
                  : "{'type':'string','format':'date'}";
          case DATE_TIME ->
              isOfNumbers
                  ? "{'type':'integer','format':'date-time','x-encoding':'epoch-millis'}"
                  : "{'type':'string','format':'date-time'}";
          case TIME ->
              isOfNumbers
                  ? "{'type':'integer','format':'time','x-encoding':'millis-of-day'}"
                  : "{'type':'string','format':'time','x-encoding':'iso'}";
          case DECIMAL ->
              "{'type':['number','string'],'format':'decimal','x-precision':9,'x-scale':2}";
          case NUMBER -> "{'type':'integer'}";
          case BOOLEAN -> "{'type':'boolean'}";
          case JSON -> "{'type':'object'}";
          case JSON_TEXT -> "{'type':'string','contentMediaType':'application/json'}";
        });
  }

  private static JsonNode value(String keyword, ValueKind kind) throws IOException {
    String example =
        switch (kind) {
          case DECIMAL, NUMBER -> "1";
          case BOOLEAN -> "true";
          case DATE -> "'2026-01-31'";
          case DATE_TIME -> "'2026-01-31T10:00:00Z'";
          default -> "'a'";
        };
    return json(
        switch (keyword) {
          case "enum" -> "[" + example + "]";
          case "const" -> example;
          case "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf" -> "2";
          case "minLength",
              "maxLength",
              "minItems",
              "maxItems",
              "minContains",
              "maxContains",
              "minProperties",
              "maxProperties" ->
              "1";
          case "pattern" -> "'^a'";
          case "format" -> "'email'";
          case "uniqueItems", "deprecated", "readOnly", "writeOnly" -> "true";
          case "items", "not", "if", "then", "else", "contains", "propertyNames" ->
              "{'type':'integer'}";
          case "unevaluatedItems", "unevaluatedProperties" -> "false";
          case "additionalProperties" -> kind == ValueKind.JSON ? "false" : "{'type':'integer'}";
          case "properties", "patternProperties", "dependentSchemas", "$defs", "definitions" ->
              "{'a':{'type':'integer'}}";
          case "required" -> "['a']";
          case "prefixItems", "allOf" -> "[{'type':'integer'}]";
          case "dependentRequired", "dependencies" -> "{'a':['b']}";
          case "examples" -> "[1]";
          case "$dynamicRef", "$recursiveRef" -> "'#'";
          case "$anchor", "$dynamicAnchor", "$recursiveAnchor" -> "'anchor'";
          case "$schema" -> "'https://json-schema.org/draft/2020-12/schema'";
          case "$id" -> "'https://example.com/s'";
          case "$vocabulary" -> "{'https://json-schema.org/draft/2020-12/vocab/core':true}";
          case "contentEncoding" -> "'7bit'";
          default -> "'text'";
        });
  }

  private static JsonNode json(String text) throws IOException {
    return JSON.readTree(text.replace('\'', '"'));
  }
}
