package dev.kcompact.contract.table;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.kcompact.contract.schema.ColumnType;
import dev.kcompact.contract.schema.ColumnType.DecimalType;
import dev.kcompact.contract.schema.ColumnType.Scalar;
import dev.kcompact.contract.schema.Constraint;
import dev.kcompact.contract.schema.Constraint.HasFormat;
import dev.kcompact.contract.schema.Constraint.IsObject;
import dev.kcompact.contract.schema.Constraint.Limit;
import dev.kcompact.contract.schema.Constraint.Matches;
import dev.kcompact.contract.schema.Constraint.Measure;
import dev.kcompact.contract.schema.Constraint.OneOf;
import dev.kcompact.contract.schema.Constraint.UniqueItems;
import dev.kcompact.contract.schema.Dialect;
import dev.kcompact.contract.schema.EcmaPattern;
import dev.kcompact.contract.schema.Format;
import dev.kcompact.contract.schema.Rfc3339;
import dev.kcompact.contract.table.KeywordTable.Effect;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads the constraints of a schema beyond the type. A keyword of another type has no effect, as in
 * JSON Schema. A keyword of this type that no rule can check is a problem.
 */
final class ConstraintReader {
  private final ColumnType type;
  private final ValueKind kind;
  private final boolean isEncoded;
  private final BiConsumer<String, String> problem;
  private final List<Constraint> found = new ArrayList<>();

  /**
   * @param isEncoded whether moments, dates and times have another form than JSON Schema's
   * @param problem takes the place below the schema's own, and what is wrong there
   */
  private ConstraintReader(
      ColumnType type, ValueKind kind, boolean isEncoded, BiConsumer<String, String> problem) {
    this.type = type;
    this.kind = kind;
    this.isEncoded = isEncoded;
    this.problem = problem;
  }

  /**
   * Returns the constraints of all schemas that apply to a value.
   *
   * @param layers a schema, what it refers to, and its only alternative to null
   */
  static List<Constraint> read(
      List<JsonNode> layers, ColumnType type, Dialect dialect, BiConsumer<String, String> problem) {
    boolean isEncoded = layers.stream().anyMatch(node -> ValueFormReader.isEncoded(node, dialect));
    boolean isTime = layers.stream().anyMatch(node -> node.path("format").asText().equals("time"));
    ValueKind kind = ValueKind.of(type, isTime && isEncoded);
    new KeywordCheck(layers, kind, problem).check();
    boolean isUsual =
        layers.stream()
            .map(node -> node.path("x-encoding").asText())
            .anyMatch(encoding -> encoding.equals("rfc3339") || encoding.equals("iso"));
    ConstraintReader reader = new ConstraintReader(type, kind, isEncoded && !isUsual, problem);
    layers.forEach(reader::layer);
    return reader.found.stream().distinct().toList();
  }

  private void layer(JsonNode node) {
    for (String keyword : List.of("enum", "const")) {
      if (node.has(keyword) && concerns(keyword)) {
        oneOf(keyword.equals("const") ? List.of(node.get(keyword)) : node.get(keyword), keyword);
      }
    }
    for (Measure measure : Measure.values()) {
      JsonNode bound = node.path(measure.keyword());
      if (bound.isNumber() && concerns(measure.keyword())) {
        add(measure.keyword(), () -> new Limit(measure, bound.decimalValue()));
      }
    }
    if (concerns("pattern") && node.path("pattern").isTextual()) {
      add("pattern", () -> new Matches(compiled(node.get("pattern").textValue())));
    }
    if (kind == ValueKind.STRING) {
      Format.named(node.path("format").asText())
          .ifPresent(format -> found.add(new HasFormat(format)));
    }
    if (concerns("uniqueItems") && node.path("uniqueItems").asBoolean()) {
      found.add(new UniqueItems());
    }
    if (kind == ValueKind.JSON && SchemaKeywords.types(node).contains("object")) {
      found.add(new IsObject());
    }
  }

  /** Whether a rule checks the keyword; the decoder checks those of structure. */
  private boolean concerns(String keyword) {
    return KeywordTable.effect(keyword, kind) == Effect.CHECKED;
  }

  private boolean isNumber() {
    return type == Scalar.INTEGER || type == Scalar.NUMBER || type instanceof DecimalType;
  }

  private void oneOf(Iterable<JsonNode> given, String keyword) {
    if (isEncoded && (kind == ValueKind.DATE || kind == ValueKind.DATE_TIME)) {
      problem.accept(
          "/" + keyword,
          "cannot be checked with an encoding; expected a rule of the table instead");
      return;
    }
    List<Object> values = new ArrayList<>();
    boolean isNull = true;
    for (JsonNode value : given) {
      if (value.isNull()) {
        continue;
      }
      isNull = false;
      Object fitting = fitting(value);
      if (fitting == null) {
        problem.accept("/" + keyword, "holds " + value + "; expected " + expected());
        return;
      }
      if (!(fitting instanceof BigDecimal number) || isHeld(number)) {
        values.add(fitting);
      }
    }
    if (values.isEmpty() && !isNull) {
      problem.accept("/" + keyword, "holds no value that the column can have; expected one");
      return;
    }
    add(keyword, () -> new OneOf(values));
  }

  /** Whether the column can have a number; another one in an enum is no value of it. */
  private boolean isHeld(BigDecimal number) {
    if (Math.abs((long) number.scale()) + number.precision() > Constraint.MAX_DIGITS) {
      return true; // The constraint refuses it.
    }
    BigDecimal least = number.signum() == 0 ? BigDecimal.ZERO : number.stripTrailingZeros();
    if (type instanceof DecimalType decimal) {
      return least.scale() <= decimal.scale()
          && least.precision() - least.scale() <= decimal.precision() - decimal.scale();
    }
    return type == Scalar.INTEGER
        ? least.scale() <= 0
            && least.compareTo(BigDecimal.valueOf(Long.MIN_VALUE)) >= 0
            && least.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) <= 0
        : Double.isFinite(least.doubleValue());
  }

  private @Nullable Object fitting(JsonNode value) {
    if (type == Scalar.BOOLEAN) {
      return value.isBoolean() ? value.booleanValue() : null;
    }
    if (isNumber()) {
      return value.isNumber() ? value.decimalValue() : decimal(value);
    }
    if (!value.isTextual()) {
      return null;
    }
    return switch (type instanceof Scalar scalar ? scalar : Scalar.JSON) {
      case STRING -> value.textValue();
      case DATE -> date(value.textValue());
      case TIMESTAMP -> moment(value.textValue());
      case UUID -> value.textValue().toLowerCase(Locale.ROOT);
      default -> null;
    };
  }

  private static @Nullable String date(String text) {
    OptionalLong day = Rfc3339.day(text);
    return day.isPresent() ? LocalDate.ofEpochDay(day.getAsLong()).toString() : null;
  }

  /** Returns the moment in UTC. */
  private static @Nullable String moment(String text) {
    OptionalLong micros = Rfc3339.micros(text);
    return micros.isPresent()
        ? Instant.EPOCH.plus(micros.getAsLong(), ChronoUnit.MICROS).toString()
        : null;
  }

  /** Returns the value of a decimal that is written as text. */
  private @Nullable Object decimal(JsonNode value) {
    try {
      return type instanceof DecimalType && value.isTextual()
          ? new BigDecimal(value.textValue())
          : null;
    } catch (NumberFormatException e) {
      return null;
    }
  }

  private String expected() {
    if (type == Scalar.BOOLEAN) {
      return "booleans only";
    }
    if (isNumber()) {
      return "numbers only";
    }
    if (type == Scalar.DATE || type == Scalar.TIMESTAMP) {
      return type == Scalar.DATE
          ? "dates only, such as 2026-01-31"
          : "date-times with seconds and an offset only, such as 2026-01-31T10:00:00Z";
    }
    return type instanceof Scalar ? "strings only" : "no enum here, where a value has parts";
  }

  /** DuckDB matches with RE2, which has neither look-around nor backreferences. */
  private static String compiled(String pattern) {
    try {
      return Pattern.compile(EcmaPattern.toRe2(pattern)).pattern();
    } catch (PatternSyntaxException e) {
      throw new IllegalArgumentException(
          "is no expression of RE2, which the rules are checked with: " + e.getMessage(), e);
    }
  }

  private void add(String keyword, Supplier<Constraint> made) {
    try {
      found.add(made.get());
    } catch (IllegalArgumentException e) {
      String reason = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
      problem.accept("", "contradicts itself: " + keyword + ": " + reason);
    }
  }
}
