package dev.kcompact.contract.table;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kcompact.contract.naming.ObjectNaming;
import dev.kcompact.contract.topics.TableNames;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads what a definition says about topics, whose form has been checked. */
final class WildcardReader {
  private static final int DEFAULT_MAX_TABLES = 200;

  /** The topic's directory, which is above the paths that a topic's table matches. */
  private static final Pattern OWN_DIRECTORY = Pattern.compile("\\{\\{\\s*topic\\s*}}/");

  private final JsonNode node;
  private final BiConsumer<String, String> problem;

  /**
   * @param problem takes a place and what is wrong there
   */
  WildcardReader(JsonNode node, BiConsumer<String, String> problem) {
    this.node = node;
    this.problem = problem;
  }

  /** Whether a definition is of more topics than one. */
  static boolean isWildcard(JsonNode node) {
    return node.path("source").path("topic").asText().equals(WildcardTable.TOPIC);
  }

  /** Checks the name and the limit, which must fit the topic. */
  void check() {
    boolean hasTopic = node.get("table").textValue().contains(TableNames.TOPIC);
    boolean isWildcard = isWildcard(node);
    if (isWildcard && !hasTopic) {
      problem.accept(
          "/table", "has no {topic}; expected it in the name of the tables, such as any_{topic}");
    }
    if (!isWildcard && hasTopic) {
      problem.accept("/table", "has {topic}; expected it with source.topic: '*' only");
    }
    if (!isWildcard && node.path("source").has("max-tables")) {
      problem.accept("/source/max-tables", "is given; expected it with topic: '*' only");
    }
    if (isWildcard && node.path("day").path("from").asText().equals("field")) {
      problem.accept(
          "/day/from", "is field; expected path or last-modified for a table of all topics");
    }
    if (isWildcard && node.path("source").path("naming").path("pattern").asText().contains("/")) {
      problem.accept(
          "/source/naming/pattern",
          "has a slash; expected a pattern of names, for the topic is a directory above them");
    }
  }

  /** Returns the wildcard; empty if there is a problem. */
  Optional<WildcardTable> read(BaseTable model) {
    String template = template();
    if (template != null) {
      try {
        ObjectNaming unused = ObjectNaming.ofTemplate(template, WildcardTable.TOPIC);
      } catch (IllegalArgumentException e) {
        problem.accept("/source/naming/template", String.valueOf(e.getMessage()));
        return Optional.empty();
      }
    }
    int most = node.path("source").path("max-tables").asInt(DEFAULT_MAX_TABLES);
    return Optional.of(new WildcardTable(model, template, most));
  }

  private @Nullable String template() {
    String template = node.path("source").path("naming").path("template").textValue();
    return template == null ? null : OWN_DIRECTORY.matcher(template).replaceFirst("");
  }
}
