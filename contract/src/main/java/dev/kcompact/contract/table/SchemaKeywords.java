package dev.kcompact.contract.table;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * Keywords of a JSON Schema that determine which schema applies: references, alternatives, types,
 * null.
 *
 * @param document the file that references are resolved in
 */
record SchemaKeywords(JsonNode document) {
  private static final int MAX_REFERENCES = 32;

  /**
   * Returns the schema that local references lead to; empty if one leads nowhere or in a circle.
   */
  Optional<JsonNode> resolve(JsonNode node) {
    JsonNode found = node;
    for (int hops = 0; found.has("$ref"); hops++) {
      found = target(found);
      if (found.isMissingNode() || hops > MAX_REFERENCES) {
        return Optional.empty();
      }
    }
    return Optional.of(found);
  }

  /**
   * Returns every schema that applies to a value: the given one, those that it refers to, and the
   * one beside null.
   */
  List<JsonNode> layers(JsonNode node) {
    List<JsonNode> layers = new ArrayList<>();
    JsonNode next = node;
    while (next != null && next.isObject() && layers.size() < MAX_REFERENCES) {
      layers.add(next);
      JsonNode target = target(next);
      next = target.isMissingNode() ? onlyAlternative(next) : target;
    }
    return layers;
  }

  private JsonNode target(JsonNode node) {
    String reference = node.path("$ref").asText();
    return reference.startsWith("#/")
        ? document.at(reference.substring(1))
        : MissingNode.getInstance();
  }

  /** Returns the only schema beside null of an anyOf or oneOf; null if there is none. */
  static @Nullable JsonNode onlyAlternative(JsonNode node) {
    for (String combiner : List.of("anyOf", "oneOf")) {
      List<JsonNode> others =
          StreamSupport.stream(node.path(combiner).spliterator(), false)
              .filter(option -> !"null".equals(text(option, "type")))
              .toList();
      if (others.size() == 1) {
        return others.get(0);
      }
    }
    return null;
  }

  /**
   * Whether null is a value of all schemas that apply to a value.
   *
   * @param layers see {@link #layers}
   */
  static boolean admitsNull(List<JsonNode> layers) {
    for (JsonNode layer : layers) {
      boolean excludes =
          layer.has("type") && !allTypes(layer).contains("null")
              || layer.has("enum") && !hasNull(layer.get("enum"))
              || layer.has("const") && !layer.get("const").isNull();
      if (excludes) {
        return false;
      }
      if (!layer.has("$ref") && hasNullType(layer)) {
        return true;
      }
    }
    return true;
  }

  private static boolean hasNull(JsonNode values) {
    return StreamSupport.stream(values.spliterator(), false).anyMatch(JsonNode::isNull);
  }

  private static boolean hasNullType(JsonNode node) {
    return Stream.of("anyOf", "oneOf")
        .flatMap(combiner -> StreamSupport.stream(node.path(combiner).spliterator(), false))
        .anyMatch(option -> "null".equals(text(option, "type")));
  }

  /** Returns the named types. */
  static List<String> allTypes(JsonNode node) {
    JsonNode type = node.path("type");
    return type.isTextual()
        ? List.of(type.textValue())
        : StreamSupport.stream(type.spliterator(), false).map(JsonNode::asText).toList();
  }

  /** Returns the named types without null. */
  static List<String> types(JsonNode node) {
    JsonNode type = node.path("type");
    if (type.isTextual()) {
      return List.of(type.textValue());
    }
    return StreamSupport.stream(type.spliterator(), false)
        .map(JsonNode::asText)
        .filter(name -> !name.equals("null"))
        .toList();
  }

  /** Returns the text of a keyword; null if it has none. */
  static @Nullable String text(JsonNode node, String name) {
    JsonNode value = node.path(name);
    return value.isTextual() ? value.textValue() : null;
  }
}
