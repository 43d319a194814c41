package dev.kcompact.contract.table;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.kcompact.contract.schema.ColumnType;
import dev.kcompact.contract.schema.ColumnType.ArrayType;
import dev.kcompact.contract.schema.ColumnType.DecimalType;
import dev.kcompact.contract.schema.ColumnType.MapType;
import dev.kcompact.contract.schema.ColumnType.Scalar;
import dev.kcompact.contract.schema.Constraint;
import dev.kcompact.contract.schema.Constraint.HasFormat;
import dev.kcompact.contract.schema.Constraint.Limit;
import dev.kcompact.contract.schema.Constraint.Matches;
import dev.kcompact.contract.schema.Constraint.Measure;
import dev.kcompact.contract.schema.Constraint.OneOf;
import dev.kcompact.contract.schema.Constraint.UniqueItems;
import dev.kcompact.contract.schema.Dialect;
import dev.kcompact.contract.schema.Format;
import java.math.BigDecimal;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads the constraints of a schema beyond the type. A keyword of another type has no effect, as in
 * JSON Schema. A keyword of this type that no rule can check is a problem.
 */
final class ConstraintReader {
  /** Keywords that no rule can check. */
  private static final List<String> UNCHECKED =
      List.of(
          "not",
          "if",
          "contains",
          "propertyNames",
          "patternProperties",
          "dependentRequired",
          "dependentSchemas",
          "unevaluatedItems",
          "unevaluatedProperties");

  private final ColumnType type;
  private final boolean isTimeOfDay;
  private final BiConsumer<String, String> problem;
  private final List<Constraint> found = new ArrayList<>();

  /**
   * @param isTimeOfDay whether the values are times without an offset, which the decoder checks
   * @param problem takes the place below the schema's own, and what is wrong there
   */
  private ConstraintReader(
      ColumnType type, boolean isTimeOfDay, BiConsumer<String, String> problem) {
    this.type = type;
    this.isTimeOfDay = isTimeOfDay;
    this.problem = problem;
  }

  /**
   * Returns the constraints of all schemas that apply to a value.
   *
   * @param layers a schema, what it refers to, and its only alternative to null
   */
  static List<Constraint> read(
      List<JsonNode> layers, ColumnType type, Dialect dialect, BiConsumer<String, String> problem) {
    boolean encoded = layers.stream().anyMatch(node -> ValueFormReader.isEncoded(node, dialect));
    ConstraintReader reader = new ConstraintReader(type, encoded, problem);
    // Values that are kept as JSON text are not checked.
    if (type != Scalar.JSON) {
      layers.forEach(reader::layer);
    }
    return reader.found.stream().distinct().toList();
  }

  private void layer(JsonNode node) {
    for (String keyword : UNCHECKED) {
      if (node.has(keyword)) {
        problem.accept("/" + keyword, "cannot be checked; expected a rule of the table instead");
      }
    }
    for (String keyword : List.of("enum", "const")) {
      if (node.has(keyword)) {
        oneOf(node.get(keyword), keyword);
      }
    }
    for (Measure measure : Measure.values()) {
      JsonNode bound = node.path(measure.keyword());
      if (bound.isNumber() && concerns(measure)) {
        add(measure.keyword(), () -> new Limit(measure, bound.decimalValue()));
      }
    }
    if (isText() && node.path("pattern").isTextual()) {
      add("pattern", () -> new Matches(compiled(node.get("pattern").textValue())));
    }
    if (type == Scalar.STRING) {
      Format.named(node.path("format").asText())
          .filter(format -> format != Format.TIME || !isTimeOfDay)
          .ifPresent(format -> found.add(new HasFormat(format)));
    }
    if (type instanceof ArrayType && node.path("uniqueItems").asBoolean()) {
      found.add(new UniqueItems());
    }
  }

  private boolean isText() {
    return type == Scalar.STRING || type == Scalar.UUID;
  }

  private boolean isNumber() {
    return type == Scalar.INTEGER || type == Scalar.NUMBER || type instanceof DecimalType;
  }

  private boolean concerns(Measure measure) {
    return switch (measure) {
      case MIN_LENGTH, MAX_LENGTH -> isText();
      case MIN_ITEMS, MAX_ITEMS -> type instanceof ArrayType;
      case MIN_PROPERTIES, MAX_PROPERTIES -> type instanceof MapType;
      default -> isNumber();
    };
  }

  private void oneOf(JsonNode given, String keyword) {
    List<Object> values = new ArrayList<>();
    for (JsonNode value : given.isArray() ? given : List.of(given)) {
      if (value.isNull()) {
        continue;
      }
      Object fitting = fitting(value);
      if (fitting == null) {
        problem.accept("/" + keyword, "holds " + value + "; expected " + expected());
        return;
      }
      values.add(fitting);
    }
    add(keyword, () -> new OneOf(values));
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
      case DATE -> moment(value.textValue(), DateTimeFormatter.ISO_LOCAL_DATE);
      case TIMESTAMP -> moment(value.textValue(), DateTimeFormatter.ISO_OFFSET_DATE_TIME);
      case UUID -> value.textValue().toLowerCase(Locale.ROOT);
      default -> null;
    };
  }

  private static @Nullable String moment(String text, DateTimeFormatter form) {
    try {
      form.parse(text);
      return text;
    } catch (DateTimeParseException e) {
      return null;
    }
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
      return type == Scalar.DATE ? "dates only" : "date-times with an offset only";
    }
    return type instanceof Scalar ? "strings only" : "no enum here, where a value has parts";
  }

  /** DuckDB matches with RE2, which has neither look-around nor backreferences. */
  private static String compiled(String pattern) {
    try {
      return Pattern.compile(pattern).pattern();
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
