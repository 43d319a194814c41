package dev.kcompact.cli.check;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import dev.kcompact.cli.inspect.RescuedNames;
import dev.kcompact.contract.schema.TableSchema;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Counts the fields that a table's schema does not know, by name and JSON type. The keys of maps
 * are contents of records: they are shown as {@code *}, as are the indexes of arrays.
 */
final class UnknownFields {
  /** Names beyond this number are counted together. */
  static final int MAX_NAMES = 1000;

  private static final String OTHERS = "(other names)";

  private static final JsonFactory JSON =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxStringLength(Integer.MAX_VALUE)
                  .maxNumberLength(Integer.MAX_VALUE)
                  .maxNameLength(Integer.MAX_VALUE)
                  .build())
          .build();

  private final TableSchema schema;
  private final Map<String, Map<String, Long>> types = new TreeMap<>();

  UnknownFields(TableSchema schema) {
    this.schema = schema;
  }

  /** Adds the members of a row's {@code _rescued}; null for none. */
  void add(@Nullable String rescued) {
    if (rescued == null) {
      return;
    }
    try (JsonParser parser = JSON.createParser(rescued)) {
      parser.nextToken();
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String name = RescuedNames.masked(schema, parser.currentName());
        String type = typeOf(parser.nextToken());
        parser.skipChildren();
        types.computeIfAbsent(known(name), each -> new TreeMap<>()).merge(type, 1L, Long::sum);
      }
    } catch (IOException e) {
      throw new IllegalStateException("column _rescued holds no JSON object");
    }
  }

  private String known(String name) {
    return types.size() < MAX_NAMES || types.containsKey(name) ? name : OTHERS;
  }

  private static String typeOf(JsonToken token) {
    return switch (token) {
      case START_OBJECT -> "object";
      case START_ARRAY -> "array";
      case VALUE_STRING -> "string";
      case VALUE_NUMBER_INT -> "integer";
      case VALUE_NUMBER_FLOAT -> "number";
      case VALUE_TRUE, VALUE_FALSE -> "boolean";
      default -> "null";
    };
  }

  /** Returns the number of values by name and JSON type. */
  Map<String, Map<String, Long>> counts() {
    return types;
  }
}
