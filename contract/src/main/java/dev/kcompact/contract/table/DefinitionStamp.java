package dev.kcompact.contract.table;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kcompact.contract.schema.ColumnType;
import dev.kcompact.contract.schema.Field;
import java.io.IOException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The definition that a compacted file was made with, as far as it decides the file's rows; stored
 * in the footer under {@link #FOOTER_KEY}. Files of earlier versions have none.
 *
 * @param record digest of what the records look like around their rows
 * @param columns by name, in the order of their declaration
 */
public record DefinitionStamp(String record, Map<String, Column> columns) {
  public static final String FOOTER_KEY = "kcompact.definition";

  private static final int VERSION = 1;
  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * @param type without forms and constraints
   * @param form digest of where and how the values are written, and whether they may be absent
   */
  public record Column(ColumnType type, String form) {
    public Column {
      requireNonNull(type, "type is null");
      requireNonNull(form, "form is null");
    }

    /** Returns the type as in the footer: {@code integer}, or its JSON. */
    public String typeText() {
      JsonNode json = StampedType.encode(type);
      return json.isTextual() ? json.textValue() : json.toString();
    }
  }

  public DefinitionStamp {
    requireNonNull(record, "record is null");
    columns = Collections.unmodifiableMap(new LinkedHashMap<>(columns));
  }

  public static DefinitionStamp of(BaseTable table) {
    Map<String, Column> columns = new LinkedHashMap<>();
    for (Field field : table.schema().columns()) {
      columns.put(field.name(), new Column(StampedType.bare(field.type()), FormDigest.of(field)));
    }
    return new DefinitionStamp(FormDigest.of(table.record()), columns);
  }

  public String encode() {
    ObjectNode node = JSON.createObjectNode().put("version", VERSION).put("record", record);
    ObjectNode of = node.putObject("columns");
    columns.forEach(
        (name, column) ->
            of.putObject(name)
                .put("form", column.form())
                .set("type", StampedType.encode(column.type())));
    return node.toString();
  }

  /**
   * Reads a stamp. It only informs, so that a stamp that this version cannot read, such as a later
   * version's, is as none.
   */
  public static Optional<DefinitionStamp> decode(String text) {
    try {
      JsonNode node = JSON.readTree(text);
      if (node.path("version").intValue() != VERSION) {
        return Optional.empty();
      }
      Map<String, Column> columns = new LinkedHashMap<>();
      for (Map.Entry<String, JsonNode> each : node.path("columns").properties()) {
        columns.put(
            each.getKey(),
            new Column(
                StampedType.decode(each.getValue().path("type")),
                each.getValue().path("form").asText()));
      }
      return Optional.of(new DefinitionStamp(node.path("record").asText(), columns));
    } catch (IOException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
