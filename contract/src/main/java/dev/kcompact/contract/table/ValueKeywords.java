package dev.kcompact.contract.table;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kcompact.contract.schema.ColumnType;
import dev.kcompact.contract.schema.ColumnType.Scalar;
import dev.kcompact.contract.schema.Constraint;
import dev.kcompact.contract.schema.Constraints;
import dev.kcompact.contract.schema.Dialect;
import dev.kcompact.contract.schema.Encoding;
import dev.kcompact.contract.schema.FieldPath;
import dev.kcompact.contract.schema.ValueForm;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * Reads what a schema says of a value beyond its type: its place, its form and its constraints.
 *
 * @param problem takes a place and what is wrong there
 */
record ValueKeywords(SchemaKeywords keywords, Dialect dialect, BiConsumer<String, String> problem) {
  FieldPath place(String name, JsonNode node, String path) {
    String from = SchemaKeywords.text(node, "x-from");
    try {
      return from == null ? FieldPath.named(name) : FieldPath.parse(from);
    } catch (IllegalArgumentException e) {
      problem.accept(path + "/x-from", String.valueOf(e.getMessage()));
      return FieldPath.named(name);
    }
  }

  ValueForm form(JsonNode node, ColumnType type, String path) {
    List<JsonNode> layers = keywords.layers(node);
    Optional<JsonNode> text = layers.stream().filter(ValueFormReader::isJsonText).findFirst();
    if (text.isPresent()) {
      JsonNode content = text.get().path("contentSchema");
      ValueForm inner =
          content.isMissingNode() ? ValueForm.PLAIN : form(content, type, path + "/contentSchema");
      return ValueForm.of(new Encoding.JsonText(inner));
    }
    return new ValueFormReader(
            layers, type, dialect, (place, message) -> problem.accept(path + place, message))
        .read();
  }

  /**
   * Returns the constraints of a list's element or a map's value, which may be null in the file.
   */
  Constraints inside(JsonNode node, ColumnType type, String path) {
    List<Constraint> all = new ArrayList<>(constraints(node, type, path).all());
    if (type != Scalar.JSON && !SchemaKeywords.admitsNull(keywords.layers(node))) {
      all.add(new Constraint.NotNull());
    }
    return new Constraints(all);
  }

  Constraints constraints(JsonNode node, ColumnType type, String path) {
    List<JsonNode> layers = keywords.layers(node);
    BiConsumer<String, String> below = (place, message) -> problem.accept(path + place, message);
    Optional<JsonNode> text = layers.stream().filter(ValueFormReader::isJsonText).findFirst();
    if (text.isPresent()) {
      new KeywordCheck(layers, ValueKind.JSON_TEXT, below).check();
      JsonNode content = text.get().path("contentSchema");
      return content.isMissingNode()
          ? Constraints.NONE
          : constraints(content, type, path + "/contentSchema");
    }
    try {
      return new Constraints(ConstraintReader.read(layers, type, dialect, below));
    } catch (IllegalArgumentException e) {
      problem.accept(path, "contradicts itself: " + e.getMessage());
      return Constraints.NONE;
    }
  }
}
