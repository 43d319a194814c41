package dev.kcompact.cli.inspect;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kcompact.contract.schema.Dialect;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/** Chooses the schema of one field from values of it, as {@code init} does for all fields. */
public final class FieldInference {
  private final ValueStatistics values = new ValueStatistics();

  /** Parses a value as exactly as the job does. */
  public static JsonNode parse(String json) {
    try {
      return RecordTexts.JSON.readTree(json);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("text is no JSON", e);
    }
  }

  /**
   * Adds a value.
   *
   * @param objectDay of the raw object that has it
   */
  public void add(JsonNode value, LocalDate objectDay) {
    values.add(value, objectDay.toEpochDay());
  }

  /** Number of values that are not null. */
  public long count() {
    return values.values();
  }

  /** Whether every value that is not null is a number, and there is one. */
  public boolean isOnlyNumbers() {
    return values.isOnly(ValueStatistics.Kind.NUMBER);
  }

  /** Whether every value that is not null is a text, and there is one. */
  public boolean isOnlyTexts() {
    return values.isOnly(ValueStatistics.Kind.TEXT);
  }

  /**
   * Returns the schema, with its evidence as a comment.
   *
   * @param path of the field
   * @param findings receives what a person should look at
   */
  public ObjectNode schema(Dialect dialect, List<String> path, Collection<Finding> findings) {
    TypeInference inference = new TypeInference(dialect, null, new DeclaredTypes(), Set.of());
    ObjectNode schema = inference.type(values, path);
    findings.addAll(inference.findings());
    return schema;
  }

  /** Returns a column's name for a field, other than the names that are taken. */
  public static String columnFor(String field, Collection<String> taken) {
    ColumnNaming naming = new ColumnNaming();
    taken.forEach(naming::nameFor);
    return naming.nameFor(field);
  }
}
