package dev.kcompact.testbed.check;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.kcompact.testbed.check.DeclaredType.Decimal;
import dev.kcompact.testbed.check.DeclaredType.ListOf;
import dev.kcompact.testbed.check.DeclaredType.MapOf;
import dev.kcompact.testbed.check.DeclaredType.Simple;
import dev.kcompact.testbed.check.DeclaredType.Struct;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A table of the sample as declared in conf/, with its data columns in the schema's order.
 *
 * @param keepsRescued whether the processed table has the column {@code _rescued}
 */
record DeclaredTable(
    String name, String domain, Struct columns, List<String> key, boolean keepsRescued) {
  DeclaredTable {
    requireNonNull(name, "name is null");
    requireNonNull(domain, "domain is null");
    requireNonNull(columns, "columns is null");
    key = List.copyOf(key);
  }

  /** Reads a table's schema and definition below {@code conf}. */
  static DeclaredTable read(Path conf, String name, String domain, List<String> key)
      throws IOException {
    Path file = conf.resolve("schemas").resolve(name + ".schema.json");
    try {
      if (type(new ObjectMapper().readTree(file.toFile())) instanceof Struct columns) {
        return new DeclaredTable(name, domain, columns, key, keepsRescued(conf, name));
      }
    } catch (IOException e) {
      throw new IOException("Failed to read the table's schema: " + file, e);
    }
    throw new IOException("The table's schema has no properties: " + file);
  }

  private static boolean keepsRescued(Path conf, String name) throws IOException {
    Path file = conf.resolve("tables").resolve(name + ".yaml");
    return new YAMLMapper().readTree(file.toFile()).at("/processed/rescued").asBoolean();
  }

  /** Returns the names that lead to a column, or to the field that a JSON pointer names. */
  static List<String> steps(String column) {
    return column.startsWith("/") ? List.of(column.substring(1).split("/")) : List.of(column);
  }

  /** Returns the type of a column, or of the field that a JSON pointer names. */
  DeclaredType column(String column) {
    DeclaredType type = columns;
    for (String step : steps(column)) {
      type =
          (type instanceof Struct struct ? struct : new Struct(List.of()))
              .fields().stream()
                  .filter(field -> field.getKey().equals(step))
                  .map(Map.Entry::getValue)
                  .findFirst()
                  .orElseThrow(
                      () -> new IllegalArgumentException(name + " has no column " + column));
    }
    return type;
  }

  private static DeclaredType type(JsonNode schema) {
    String format = schema.path("format").asText();
    if (format.equals("decimal")) {
      return new Decimal(schema.path("x-precision").asInt(), schema.path("x-scale").asInt());
    }
    JsonNode type = schema.path("type");
    // In the sample's schemas, a nullable type lists null last.
    return switch ((type.isArray() ? type.path(0) : type).asText()) {
      case "integer" -> Simple.INTEGER;
      case "number" -> Simple.NUMBER;
      case "boolean" -> Simple.BOOLEAN;
      case "array" -> new ListOf(type(schema.path("items")));
      case "object" -> object(schema);
      default ->
          switch (format) {
            case "date" -> Simple.DATE;
            case "date-time" -> Simple.TIMESTAMP;
            default -> Simple.TEXT;
          };
    };
  }

  private static DeclaredType object(JsonNode schema) {
    if (schema.has("properties")) {
      List<Map.Entry<String, DeclaredType>> fields = new ArrayList<>();
      schema
          .path("properties")
          .properties()
          .forEach(field -> fields.add(Map.entry(field.getKey(), type(field.getValue()))));
      return new Struct(fields);
    }
    return schema.has("additionalProperties")
        ? new MapOf(type(schema.path("additionalProperties")))
        : Simple.TEXT;
  }
}
