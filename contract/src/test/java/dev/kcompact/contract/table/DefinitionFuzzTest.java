package dev.kcompact.contract.table;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.kcompact.contract.fuzz.Fuzz;
import dev.kcompact.contract.fuzz.Mutation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.ForAll;

/**
 * The delivered definitions with mistakes of any kind: they are read, or every mistake is reported.
 */
class DefinitionFuzzTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final ObjectMapper YAML = new YAMLMapper();
  private static final Map<String, String> DELIVERED = delivered();

  /** What people write where something else belongs. */
  private static final List<String> VALUES =
      List.of(
          "null",
          "true",
          "false",
          "0",
          "-1",
          "1e400",
          "1e999999999",
          "0.1",
          "9223372036854775808",
          "\"\"",
          "\" \"",
          "\"id\"",
          "\"a\\nb\"",
          "\"\\u0000\"",
          "\"é\"",
          "\"..\"",
          "\"/\"",
          "\"(\"",
          "\"(?=a)\"",
          "\"#/$defs/x\"",
          "\"#/properties\"",
          "\"string\"",
          "\"null\"",
          "\"object\"",
          "\"array\"",
          "\"date\"",
          "\"decimal\"",
          "[]",
          "[null]",
          "[\"\"]",
          "[1,1]",
          "{}",
          "{\"$ref\":\"#/properties\"}",
          "{\"$ref\":\"#\"}",
          "{\"type\":\"string\"}",
          "{\"type\":[\"null\"]}",
          "{\"enum\":[]}",
          "{\"enum\":[null]}",
          "{\"const\":{}}",
          "{\"anyOf\":[]}",
          "{\"not\":{}}",
          "{\"type\":\"array\",\"items\":false}");

  private static final List<String> KEYS =
      List.of(
          "type",
          "format",
          "enum",
          "const",
          "minimum",
          "maximum",
          "minLength",
          "maxLength",
          "pattern",
          "items",
          "properties",
          "additionalProperties",
          "required",
          "$ref",
          "$defs",
          "$id",
          "$schema",
          "$anchor",
          "anyOf",
          "oneOf",
          "x-precision",
          "x-scale",
          "uniqueItems",
          "table",
          "domain",
          "source",
          "day",
          "schema",
          "sql",
          "inputs",
          "key",
          "order",
          "compaction",
          "clean-up",
          "rules",
          "zone",
          "layout",
          "from",
          "naming",
          "",
          "a b",
          "ID");

  @Fuzz
  void aChangedTreeIsReadOrItsMistakesAreTold(@ForAll long seed) throws IOException {
    Random random = new Random(seed);
    requireReadOrTold(with(random, DefinitionFuzzTest::changedTree));
  }

  @Fuzz
  void aDamagedTextIsReadOrItsMistakesAreTold(@ForAll long seed) throws IOException {
    Random random = new Random(seed);
    requireReadOrTold(with(random, DefinitionFuzzTest::damaged));
  }

  private interface Change {
    String of(String file, String text, Random random) throws IOException;
  }

  private static Map<String, String> with(Random random, Change change) throws IOException {
    Map<String, String> files = new HashMap<>(DELIVERED);
    List<String> names = files.keySet().stream().sorted().toList();
    String name = names.get(random.nextInt(names.size()));
    files.put(name, change.of(name, String.valueOf(files.get(name)), random));
    return files;
  }

  private static void requireReadOrTold(Map<String, String> files) {
    try {
      assertThat(TableCatalog.load(new DefinitionFiles(files)).tables()).isNotEmpty();
    } catch (InvalidDefinitionsException refused) {
      assertThat(refused.problems())
          .isNotEmpty()
          .allSatisfy(
              problem -> {
                assertThat(problem.message()).isNotBlank();
                assertThat(problem.toString()).doesNotContainPattern("\\p{Cntrl}");
              });
    }
  }

  private static String damaged(String file, String text, Random random) {
    return new String(Mutation.of(text.getBytes(UTF_8), random), UTF_8);
  }

  private static String changedTree(String file, String text, Random random) throws IOException {
    if (file.endsWith(".sql")) {
      return text;
    }
    ObjectMapper mapper = file.endsWith(".json") ? JSON : YAML;
    JsonNode tree = mapper.readTree(text);
    for (int i = 1 + random.nextInt(2); i > 0; i--) {
      change(tree, random);
    }
    return mapper.writeValueAsString(tree);
  }

  private static void change(JsonNode tree, Random random) throws IOException {
    List<JsonNode> places = new ArrayList<>();
    collect(tree, places);
    JsonNode at = places.get(random.nextInt(places.size()));
    JsonNode value =
        random.nextInt(4) == 0
            ? places.get(random.nextInt(places.size())).deepCopy()
            : JSON.readTree(VALUES.get(random.nextInt(VALUES.size())));
    if (at instanceof ArrayNode array) {
      if (!array.isEmpty() && random.nextBoolean()) {
        array.remove(random.nextInt(array.size()));
      } else {
        array.add(value);
      }
    } else if (at instanceof ObjectNode object) {
      List<String> names = new ArrayList<>();
      object.fieldNames().forEachRemaining(names::add);
      boolean known = !names.isEmpty() && random.nextInt(3) > 0;
      List<String> of = known ? names : KEYS;
      String name = of.get(random.nextInt(of.size()));
      if (known && random.nextInt(4) == 0) {
        object.remove(name);
      } else {
        object.set(name, value);
      }
    }
  }

  private static void collect(JsonNode node, List<JsonNode> into) {
    if (node.isContainerNode()) {
      into.add(node);
      node.forEach(child -> collect(child, into));
    }
  }

  private static Map<String, String> delivered() {
    return new TreeMap<>(DefinitionFiles.readFolder(root().resolve("conf")).contents());
  }

  private static Path root() {
    Path here = Path.of("").toAbsolutePath();
    return Files.isDirectory(here.resolve("conf")) ? here : here.resolve("..");
  }
}
