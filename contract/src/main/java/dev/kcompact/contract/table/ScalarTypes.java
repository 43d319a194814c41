package dev.kcompact.contract.table;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kcompact.contract.schema.ColumnType;
import dev.kcompact.contract.schema.ColumnType.DecimalType;
import dev.kcompact.contract.schema.ColumnType.Scalar;
import dev.kcompact.contract.schema.Dialect;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads the types of plain values.
 *
 * @param problem takes a place and what is wrong there
 */
record ScalarTypes(Dialect dialect, BiConsumer<String, String> problem) {
  /** Returns the type that the format determines; null if it determines none. */
  @Nullable ColumnType formatted(JsonNode node, String path) {
    String format = node.path("format").asText();
    if (format.equals("decimal")) {
      return decimal(node, path);
    }
    if (!ValueFormReader.isEncoded(node, dialect)) {
      return null;
    }
    return switch (format) {
      case "date" -> Scalar.DATE;
      case "date-time" -> Scalar.TIMESTAMP;
      case "time" -> Scalar.STRING;
      default -> null;
    };
  }

  static ColumnType string(JsonNode node) {
    return switch (node.path("format").asText()) {
      case "date" -> Scalar.DATE;
      case "date-time" -> Scalar.TIMESTAMP;
      case "uuid" -> Scalar.UUID;
      default -> Scalar.STRING;
    };
  }

  private @Nullable ColumnType decimal(JsonNode node, String path) {
    JsonNode precision = node.path("x-precision");
    JsonNode scale = node.path("x-scale");
    if (!precision.isInt() || !scale.isInt()) {
      return refused(path, "has format decimal; expected x-precision and x-scale as integers");
    }
    for (String type : SchemaKeywords.types(node)) {
      boolean object =
          type.equals("object") && (node.has("x-encoding") || dialect == Dialect.MONGO);
      if (!type.equals("number") && !type.equals("string") && !object) {
        return refused(
            path + "/type", "is " + type + "; expected number or string for format decimal");
      }
    }
    try {
      return new DecimalType(precision.intValue(), scale.intValue());
    } catch (IllegalArgumentException e) {
      return refused(path, String.valueOf(e.getMessage()));
    }
  }

  private @Nullable ColumnType refused(String path, String message) {
    problem.accept(path, message);
    return null;
  }
}
