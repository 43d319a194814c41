package dev.kcompact.contract.table;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kcompact.contract.schema.Format;
import dev.kcompact.contract.table.KeywordTable.Effect;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;

/**
 * Refuses the keywords of a schema that nothing would enforce: those that {@link KeywordTable}
 * refuses, and those that decide a type but stand beside a reference or an alternative to null,
 * where the type is read elsewhere.
 *
 * @param layers the schemas that apply to a value; the last one decides its type
 * @param problem takes a place below the schema's own and what is wrong there
 */
record KeywordCheck(List<JsonNode> layers, ValueKind kind, BiConsumer<String, String> problem) {
  private static final Set<String> OF_NUMBERS =
      Set.of("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf");
  private static final Set<String> OF_TEXTS = Set.of("minLength", "maxLength", "pattern");

  /** Kinds whose values are texts or numbers in the JSON, and neither in the column. */
  private static final Set<ValueKind> CONVERTED =
      EnumSet.of(ValueKind.DATE, ValueKind.DATE_TIME, ValueKind.TIME, ValueKind.DECIMAL);

  private static final Set<String> OF_TYPE =
      Set.of(
          "properties",
          "items",
          "required",
          "additionalProperties",
          "x-precision",
          "x-scale",
          "contentMediaType",
          "contentSchema");

  private static final Set<String> FORMATS_OF_TYPE =
      Set.of("decimal", "date", "date-time", "uuid", "time");

  void check() {
    for (int i = 0; i < layers.size(); i++) {
      JsonNode layer = layers.get(i);
      boolean isOuter = i < layers.size() - 1;
      Set<String> names = new TreeSet<>();
      layer.fieldNames().forEachRemaining(names::add);
      for (String name : names) {
        String message = isOuter ? besideOther(name, layer, layers.get(i + 1)) : "";
        if (message.isEmpty()) {
          message = refusal(name, layer);
        }
        if (!message.isEmpty()) {
          problem.accept("/" + name, message);
        }
      }
      if (!isOuter) {
        checkAlternatives(layer);
      } else if (layer.has("oneOf")
          && SchemaKeywords.admitsNull(layers.subList(i + 1, layers.size()))) {
        problem.accept("/oneOf", "admits null twice, which oneOf excludes; expected anyOf");
      }
    }
  }

  /** Free-form JSON may have several alternatives only if they are no schemas. */
  private void checkAlternatives(JsonNode layer) {
    for (String name : List.of("anyOf", "oneOf")) {
      if (layer.has(name)) {
        problem.accept("/" + name, "cannot be checked; expected one type, or one type and null");
      }
    }
  }

  /**
   * Returns what is wrong with a keyword that decides a type in another schema; empty if nothing.
   */
  private static String besideOther(String name, JsonNode layer, JsonNode next) {
    String where = layer.has("$ref") ? "$ref" : layer.has("anyOf") ? "anyOf" : "oneOf";
    String moved = "is beside " + where + ", where it is not read; expected it in the schema there";
    if (OF_TYPE.contains(name)) {
      return moved;
    }
    if (name.equals("format") && FORMATS_OF_TYPE.contains(layer.path(name).asText())) {
      return layer.get(name).equals(next.path(name)) ? "" : moved;
    }
    boolean isOther = !name.equals(where) && (name.equals("anyOf") || name.equals("oneOf"));
    if (isOther) {
      return moved;
    }
    return name.equals("type") && !isSameType(layer, next) ? moved : "";
  }

  private static boolean isSameType(JsonNode layer, JsonNode next) {
    Set<String> outer = new HashSet<>(SchemaKeywords.allTypes(layer));
    Set<String> inner = new HashSet<>(SchemaKeywords.allTypes(next));
    if (!layer.has("$ref")) {
      inner.add("null");
    }
    return inner.isEmpty() || outer.equals(inner);
  }

  private String refusal(String name, JsonNode layer) {
    if (KeywordTable.effect(name, kind) != Effect.REFUSED || assertsNothing(name, layer)) {
      return "";
    }
    return switch (name) {
      case "$dynamicRef", "$recursiveRef" -> "cannot be followed; expected $ref";
      case "enum", "const" ->
          isOfParts()
              ? "cannot be checked; expected no " + name + " here, where a value has parts"
              : ruleInstead();
      case "required" -> "cannot be checked of a " + kind.label() + "; expected properties with it";
      case "additionalProperties" ->
          kind == ValueKind.JSON
              ? "is false without properties, which is not checked; expected properties with it"
              : "is a schema beside properties, which is not checked; expected true or false";
      default -> ruleInstead();
    };
  }

  private boolean isOfParts() {
    return EnumSet.of(ValueKind.OBJECT, ValueKind.MAP, ValueKind.ARRAY).contains(kind);
  }

  private String ruleInstead() {
    return kind == ValueKind.JSON
        ? "cannot be checked, for the value is kept as JSON text; expected a type with it"
        : "cannot be checked of a value that is a "
            + kind.label()
            + "; expected a rule of the table instead";
  }

  /**
   * Whether a keyword that the table refuses asserts nothing with its value, or of these values.
   */
  private boolean assertsNothing(String name, JsonNode layer) {
    JsonNode value = layer.path(name);
    if (CONVERTED.contains(kind)) {
      return OF_TEXTS.contains(name) && !mayBe(List.of("string"))
          || OF_NUMBERS.contains(name) && !mayBe(List.of("number", "integer"));
    }
    return switch (name) {
      case "additionalProperties" ->
          value.isBoolean() && (value.booleanValue() || kind == ValueKind.OBJECT)
              || value.isObject() && value.isEmpty();
      case "format" ->
          Format.named(value.asText()).isEmpty() && !FORMATS_OF_TYPE.contains(value.asText());
      default -> false;
    };
  }

  private boolean mayBe(List<String> types) {
    Set<String> named = new HashSet<>();
    layers.forEach(layer -> named.addAll(SchemaKeywords.types(layer)));
    return named.isEmpty() || types.stream().anyMatch(named::contains);
  }
}
