package dev.kcompact.contract.table;

import static dev.kcompact.contract.table.ValueKind.ARRAY;
import static dev.kcompact.contract.table.ValueKind.BOOLEAN;
import static dev.kcompact.contract.table.ValueKind.DATE;
import static dev.kcompact.contract.table.ValueKind.DATE_TIME;
import static dev.kcompact.contract.table.ValueKind.DECIMAL;
import static dev.kcompact.contract.table.ValueKind.JSON;
import static dev.kcompact.contract.table.ValueKind.JSON_TEXT;
import static dev.kcompact.contract.table.ValueKind.MAP;
import static dev.kcompact.contract.table.ValueKind.NUMBER;
import static dev.kcompact.contract.table.ValueKind.OBJECT;
import static dev.kcompact.contract.table.ValueKind.STRING;
import static dev.kcompact.contract.table.ValueKind.TIME;
import static dev.kcompact.contract.table.ValueKind.UUID;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Decides for each keyword of JSON Schema 2020-12 and each kind of value whether the keyword is
 * checked, refused, or asserts nothing. docs/types.md has the table; a test compares them.
 */
final class KeywordTable {
  /** What a keyword does beside a kind of value. */
  enum Effect {
    /** The decoder or a rule enforces it. */
    CHECKED,
    /** The definition is refused, because nothing would enforce it. */
    REFUSED,
    /** It asserts nothing there: an annotation, or a keyword of another type. */
    NONE
  }

  /** Keywords with the same effects. */
  private record Row(List<String> keywords, Set<ValueKind> checked, Set<ValueKind> refused) {}

  private static final Set<ValueKind> ALL = EnumSet.allOf(ValueKind.class);
  private static final Set<ValueKind> NOWHERE = EnumSet.noneOf(ValueKind.class);

  private static final List<Row> ROWS =
      List.of(
          row(ALL, NOWHERE, "$ref", "anyOf", "oneOf"),
          row(EnumSet.complementOf(EnumSet.of(JSON_TEXT)), NOWHERE, "type"),
          row(
              EnumSet.of(STRING, UUID, DATE, DATE_TIME, DECIMAL, NUMBER, BOOLEAN),
              EnumSet.of(OBJECT, MAP, ARRAY, TIME, JSON, JSON_TEXT),
              "enum",
              "const"),
          row(
              EnumSet.of(DECIMAL, NUMBER),
              EnumSet.of(DATE, DATE_TIME, TIME, JSON),
              "minimum",
              "maximum",
              "exclusiveMinimum",
              "exclusiveMaximum",
              "multipleOf"),
          row(
              EnumSet.of(STRING, UUID),
              EnumSet.of(DATE, DATE_TIME, TIME, DECIMAL, JSON, JSON_TEXT),
              "minLength",
              "maxLength"),
          row(
              EnumSet.of(STRING),
              EnumSet.of(UUID, DATE, DATE_TIME, TIME, DECIMAL, JSON, JSON_TEXT),
              "pattern"),
          row(
              EnumSet.of(STRING, UUID, DATE, DATE_TIME, TIME, DECIMAL),
              EnumSet.of(JSON_TEXT),
              "format"),
          row(EnumSet.of(ARRAY), EnumSet.of(JSON), "items", "minItems", "maxItems", "uniqueItems"),
          row(EnumSet.of(OBJECT), NOWHERE, "properties"),
          row(EnumSet.of(OBJECT), EnumSet.of(MAP, JSON), "required"),
          row(
              EnumSet.of(MAP),
              EnumSet.of(OBJECT, JSON),
              "additionalProperties",
              "minProperties",
              "maxProperties"),
          row(EnumSet.of(STRING), NOWHERE, "contentEncoding"),
          row(EnumSet.of(JSON_TEXT), NOWHERE, "contentMediaType", "contentSchema"),
          row(
              NOWHERE,
              ALL,
              "allOf",
              "not",
              "if",
              "then",
              "else",
              "contains",
              "minContains",
              "maxContains",
              "prefixItems",
              "unevaluatedItems",
              "unevaluatedProperties",
              "patternProperties",
              "propertyNames",
              "dependentRequired",
              "dependentSchemas",
              "dependencies",
              "$dynamicRef",
              "$recursiveRef"),
          row(
              NOWHERE,
              NOWHERE,
              "$id",
              "$schema",
              "$vocabulary",
              "$comment",
              "$defs",
              "definitions",
              "$anchor",
              "$dynamicAnchor",
              "$recursiveAnchor",
              "title",
              "description",
              "default",
              "deprecated",
              "readOnly",
              "writeOnly",
              "examples"));

  private KeywordTable() {}

  private static Row row(Set<ValueKind> checked, Set<ValueKind> refused, String... keywords) {
    return new Row(List.of(keywords), Set.copyOf(checked), Set.copyOf(refused));
  }

  /**
   * Returns the effect of a keyword; {@link Effect#NONE} for one that JSON Schema does not know.
   */
  static Effect effect(String keyword, ValueKind kind) {
    Optional<Row> row = ROWS.stream().filter(each -> each.keywords().contains(keyword)).findFirst();
    if (row.isEmpty()) {
      return Effect.NONE;
    }
    if (row.get().checked().contains(kind)) {
      return Effect.CHECKED;
    }
    return row.get().refused().contains(kind) ? Effect.REFUSED : Effect.NONE;
  }

  /** Returns the keywords of the table. */
  static List<String> keywords() {
    return ROWS.stream().flatMap(row -> row.keywords().stream()).toList();
  }

  /** Returns the lines of the table as docs/types.md has them, without annotations. */
  static List<String> markdown() {
    List<String> lines = new ArrayList<>();
    lines.add("| keywords | checked | refused |");
    lines.add("| --- | --- | --- |");
    for (Row row : ROWS) {
      if (row.checked().isEmpty() && row.refused().isEmpty()) {
        continue;
      }
      lines.add(
          "| %s | %s | %s |"
              .formatted(
                  row.keywords().stream()
                      .map(it -> "`" + it + "`")
                      .collect(Collectors.joining(", ")),
                  cell(row.checked()),
                  cell(row.refused())));
    }
    return lines;
  }

  private static String cell(Collection<ValueKind> kinds) {
    if (kinds.size() > ALL.size() - 2) {
      String others =
          ALL.stream()
              .filter(kind -> !kinds.contains(kind))
              .map(kind -> " but " + kind.label())
              .collect(Collectors.joining());
      return "all" + others;
    }
    return ALL.stream()
        .filter(kinds::contains)
        .map(ValueKind::label)
        .collect(Collectors.joining(", "));
  }
}
