package dev.kcompact.contract.table;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kcompact.contract.schema.ColumnType;
import dev.kcompact.contract.schema.ColumnType.ArrayType;
import dev.kcompact.contract.schema.ColumnType.MapType;
import dev.kcompact.contract.schema.ColumnType.Scalar;
import dev.kcompact.contract.schema.ColumnType.StructType;
import dev.kcompact.contract.schema.Constraints;
import dev.kcompact.contract.schema.Dialect;
import dev.kcompact.contract.schema.Field;
import dev.kcompact.contract.schema.TableSchema;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Compiles a JSON Schema (2020-12) into column types. A schema without a column type is a problem.
 * One instance reads one schema.
 */
final class JsonSchemaReader {
  private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

  /** Glue's name of the day of a row. */
  private static final String PARTITION_COLUMN = "dt";

  private static final int MAX_DEPTH = 32;

  /** Bounds memory: a few definitions that refer to each other twice each expand exponentially. */
  private static final int MAX_TYPES = 10_000;

  private final String file;
  private final JsonNode document;
  private final SchemaKeywords keywords;
  private final ScalarTypes scalars;
  private final ValueKeywords values;
  private final List<Problem> problems;

  /** The schemas on the path to the current one, to find circles. */
  private final Set<JsonNode> open = Collections.newSetFromMap(new IdentityHashMap<>());

  private int types;

  JsonSchemaReader(String file, JsonNode document, Dialect dialect, List<Problem> problems) {
    this.file = file;
    this.document = document;
    this.keywords = new SchemaKeywords(document);
    this.problems = problems;
    this.scalars = new ScalarTypes(dialect, this::problem);
    this.values = new ValueKeywords(keywords, dialect, this::problem);
  }

  /** Returns the table's columns; empty if a problem was added. */
  Optional<TableSchema> read() {
    int before = problems.size();
    ColumnType root = type(document, "", 0);
    if (!(root instanceof StructType struct)) {
      if (problems.size() == before) {
        problem("", "is not an object with properties; expected type object and its properties");
      }
      return Optional.empty();
    }
    values.constraints(document, struct, "");
    for (Field field : struct.fields()) {
      if (field.name().startsWith("_")) {
        problem(
            "/properties/" + field.name(),
            "starts with an underscore; such columns are kcompact's own");
      }
      if (field.name().equalsIgnoreCase(PARTITION_COLUMN)) {
        problem(
            "/properties/" + field.name(),
            "is the partition column of the published table; expected another name, with x-from: "
                + field.path());
      }
    }
    return problems.size() == before ? Optional.of(new TableSchema(struct)) : Optional.empty();
  }

  private @Nullable ColumnType type(JsonNode given, String path, int depth) {
    if (depth > MAX_DEPTH) {
      return problem(path, "is nested deeper than " + MAX_DEPTH + " levels; is a $ref circular?");
    }
    if (given.isBoolean() && given.booleanValue()) {
      return Scalar.JSON;
    }
    if (!given.isObject()) {
      return problem(path, "is " + given.getNodeType() + "; expected a schema object or true");
    }
    if (given.has("$id") && !path.isEmpty() && given.findValue("$ref") != null) {
      return problem(path + "/$id", "changes what $ref means; expected none here");
    }
    JsonNode node = resolve(given, path);
    if (node == null || !isWithinLimit()) {
      return null;
    }
    if (!open.add(node)) {
      return problem(
          path, "leads to itself by $ref; expected types that end, or true for free-form JSON");
    }
    try {
      return typeOfObject(node, path, depth);
    } finally {
      open.remove(node);
    }
  }

  /** Adds the problem once; later types are not read. */
  private boolean isWithinLimit() {
    if (++types == MAX_TYPES) {
      problem(
          "", "has " + MAX_TYPES + " columns and parts of columns, $ref followed; expected fewer");
    }
    return types < MAX_TYPES;
  }

  private @Nullable ColumnType typeOfObject(JsonNode node, String path, int depth) {
    JsonNode alternative = SchemaKeywords.onlyAlternative(node);
    if (alternative != null) {
      return type(alternative, path, depth + 1);
    }
    for (String combiner : List.of("anyOf", "oneOf", "allOf")) {
      if (node.has(combiner)) {
        return problem(
            path + "/" + combiner, "has no column type; expected one type, or one type and null");
      }
    }
    if (ValueFormReader.isJsonText(node)) {
      return node.has("contentSchema")
          ? type(node.get("contentSchema"), path + "/contentSchema", depth + 1)
          : Scalar.JSON;
    }
    ColumnType formatted = scalars.formatted(node, path);
    if (formatted != null) {
      return formatted;
    }
    List<String> types = SchemaKeywords.types(node);
    if (types.isEmpty()) {
      return untyped(node, path, depth);
    }
    if (types.size() > 1) {
      return problem(path + "/type", "is " + types + "; expected one type, or one type and null");
    }
    return switch (types.get(0)) {
      case "string" -> ScalarTypes.string(node);
      case "integer" -> Scalar.INTEGER;
      case "number" -> Scalar.NUMBER;
      case "boolean" -> Scalar.BOOLEAN;
      case "object" -> object(node, path, depth);
      case "array" -> array(node, path, depth);
      default ->
          problem(
              path + "/type",
              "is "
                  + types.get(0)
                  + "; expected string, integer, number, boolean, object or array");
    };
  }

  private @Nullable ColumnType untyped(JsonNode node, String path, int depth) {
    if (node.has("properties")) {
      return object(node, path, depth);
    }
    if (node.has("enum") || node.has("const")) {
      return ScalarTypes.string(node);
    }
    return Scalar.JSON;
  }

  private @Nullable ColumnType array(JsonNode node, String path, int depth) {
    if (node.has("prefixItems")) {
      return problem(path + "/prefixItems", "is a tuple, which has no column type; expected items");
    }
    if (!node.has("items")) {
      return new ArrayType(Scalar.JSON, Constraints.NONE);
    }
    JsonNode items = node.get("items");
    ColumnType element = type(items, path + "/items", depth + 1);
    return element == null
        ? null
        : new ArrayType(
            element,
            values.inside(items, element, path + "/items"),
            values.form(items, element, path + "/items"));
  }

  private @Nullable ColumnType object(JsonNode node, String path, int depth) {
    JsonNode properties = node.path("properties");
    JsonNode additional = node.path("additionalProperties");
    if (properties.isEmpty()) {
      if (!additional.isObject()) {
        return Scalar.JSON;
      }
      String at = path + "/additionalProperties";
      ColumnType value = type(additional, at, depth + 1);
      return value == null
          ? null
          : new MapType(
              value, values.inside(additional, value, at), values.form(additional, value, at));
    }
    Set<String> required = required(node, path);
    List<Field> fields = new ArrayList<>();
    Map<String, String> seen = new HashMap<>();
    for (Map.Entry<String, JsonNode> property : properties.properties()) {
      String at = path + "/properties/" + property.getKey();
      String earlier = seen.put(property.getKey().toLowerCase(Locale.ROOT), property.getKey());
      if (earlier != null) {
        problem(at, "differs from " + earlier + " in case only; columns do not tell these apart");
      }
      field(property.getKey(), property.getValue(), required, at, depth).ifPresent(fields::add);
    }
    return fields.size() == properties.size() ? new StructType(fields) : null;
  }

  private Optional<Field> field(
      String name, JsonNode node, Set<String> required, String path, int depth) {
    if (!NAME.matcher(name).matches()) {
      problem(path, "is no column name; expected letters, digits and underscores");
      return Optional.empty();
    }
    ColumnType type = type(node, path, depth + 1);
    if (type == null) {
      return Optional.empty();
    }
    boolean nullable = SchemaKeywords.admitsNull(keywords.layers(node));
    return Optional.of(
        new Field(
            name,
            type,
            required.contains(name),
            nullable,
            values.constraints(node, type, path),
            values.place(name, node, path),
            values.form(node, type, path)));
  }

  private Set<String> required(JsonNode node, String path) {
    Set<String> required = new HashSet<>();
    for (JsonNode name : node.path("required")) {
      if (node.path("properties").has(name.asText())) {
        required.add(name.asText());
      } else {
        problem(
            path + "/required", "names " + name + "; expected the name of one of the properties");
      }
    }
    return required;
  }

  /** Follows local references; adds a problem and returns null if one has no target. */
  private @Nullable JsonNode resolve(JsonNode node, String path) {
    Optional<JsonNode> found = keywords.resolve(node);
    if (found.isEmpty()) {
      problem(
          path + "/$ref",
          "is "
              + node.path("$ref").asText()
              + "; expected a place in this file, such as #/$defs/x");
    }
    return found.orElse(null);
  }

  /** Adds a problem and returns null. */
  private <T> @Nullable T problem(String path, String message) {
    problems.add(new Problem(file, path, message));
    return null;
  }
}
