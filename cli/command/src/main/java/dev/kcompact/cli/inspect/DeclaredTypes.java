package dev.kcompact.cli.inspect;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What the schemas in Kafka Connect's envelopes say, by place in the row. */
final class DeclaredTypes {
  private static final int MAX_SCHEMAS = 1000;
  private static final int MAX_DEPTH = 24;

  /**
   * A type of Kafka Connect.
   *
   * @param logical name of the logical type; empty if there is none
   * @param scale of a decimal; -1 otherwise
   */
  record Declared(String type, String logical, int scale) {}

  private final Map<List<String>, Set<Declared>> types = new HashMap<>();
  private final Set<Integer> schemas = new HashSet<>();

  /**
   * Adds a row's schema.
   *
   * @param steps names of the fields that lead to the row
   */
  void add(JsonNode schema, List<String> steps) {
    if (schemas.size() >= MAX_SCHEMAS || !schemas.add(schema.hashCode())) {
      return;
    }
    JsonNode row = schema;
    for (String step : steps) {
      row = member(row, step);
    }
    add(row, new ArrayList<>(), 0);
  }

  private static JsonNode member(JsonNode struct, String name) {
    for (JsonNode field : struct.path("fields")) {
      if (field.path("field").asText().equals(name)) {
        return field;
      }
    }
    return struct.path("none");
  }

  private void add(JsonNode schema, List<String> path, int depth) {
    if (schema.isMissingNode() || depth > MAX_DEPTH) {
      return;
    }
    String scale = schema.path("parameters").path("scale").asText();
    types
        .computeIfAbsent(List.copyOf(path), none -> new HashSet<>())
        .add(
            new Declared(
                schema.path("type").asText(),
                schema.path("name").asText(),
                scale.matches("\\d{1,2}") ? Integer.parseInt(scale) : -1));
    for (JsonNode field : schema.path("fields")) {
      descend(field, path, field.path("field").asText(), depth);
    }
    if (schema.has("items")) {
      descend(schema.get("items"), path, "*", depth);
    }
    if (schema.has("values")) {
      descend(schema.get("values"), path, "*", depth);
    }
  }

  private void descend(JsonNode schema, List<String> path, String step, int depth) {
    path.add(step);
    add(schema, path, depth + 1);
    path.remove(path.size() - 1);
  }

  boolean isEmpty() {
    return types.isEmpty();
  }

  int schemas() {
    return schemas.size();
  }

  /** The type that all schemas give to a place; empty if there is none, or several. */
  Optional<Declared> at(List<String> path) {
    Set<Declared> found = types.getOrDefault(path, Set.of());
    return found.size() == 1 ? found.stream().findFirst() : Optional.empty();
  }

  /** Whether schemas give a place several types. */
  boolean isContradictory(List<String> path) {
    return types.getOrDefault(path, Set.of()).size() > 1;
  }
}
