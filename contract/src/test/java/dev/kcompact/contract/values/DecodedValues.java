package dev.kcompact.contract.values;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kcompact.contract.table.BaseTable;
import dev.kcompact.contract.table.DefinitionFiles;
import dev.kcompact.contract.table.TableCatalog;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What the job's decoder makes of every value of {@code values.txt} in a column {@code v}. A test
 * of the job holds {@code decoded.jsonl} to the decoder.
 *
 * @param definition a line of the table's definition
 * @param schema JSON Schema of the column
 * @param accepted text of each accepted value, by its JSON; null for NULL
 */
public record DecodedValues(
    String definition, String schema, Map<String, @Nullable String> accepted) {
  private static final ObjectMapper JSON = new ObjectMapper();

  private static final String TABLE =
      """
      table: t
      domain: d
      source: { topic: t, prefix: topics/t/ }
      day: { from: last-modified }
      schema: schemas/t.schema.json
      """;

  /** Returns the values, as JSON that a record may have in an unknown member. */
  public static List<String> values() {
    return resource("values.txt").lines().toList();
  }

  public static List<DecodedValues> all() {
    return resource("decoded.jsonl").lines().map(DecodedValues::parse).toList();
  }

  private static DecodedValues parse(String line) {
    try {
      JsonNode node = JSON.readTree(line);
      Map<String, @Nullable String> accepted = new LinkedHashMap<>();
      node.get("accepted")
          .properties()
          .forEach(it -> accepted.put(it.getKey(), it.getValue().textValue()));
      return new DecodedValues(
          node.get("definition").textValue(), node.get("schema").textValue(), accepted);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("no JSON: " + line, e);
    }
  }

  private static String resource(String name) {
    try (InputStream in = requireNonNull(DecodedValues.class.getResourceAsStream(name), name)) {
      return new String(in.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("Failed to read " + name, e);
    }
  }

  /** Returns these values as a line of the file. */
  public String line() {
    try {
      return JSON.writeValueAsString(
          Map.of("definition", definition, "schema", schema, "accepted", accepted));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Returns a table with the column {@code v}. */
  public BaseTable table() {
    return table(
        definition,
        "{\"type\":\"object\",\"required\":[\"v\"],\"properties\":{\"v\":" + schema + "}}");
  }

  /** Returns a table of that schema. */
  public static BaseTable table(String definition, String schema) {
    Map<String, String> files =
        Map.of("tables/t.yaml", TABLE + definition + "\n", "schemas/t.schema.json", schema);
    return (BaseTable) TableCatalog.load(new DefinitionFiles(files)).table("t").orElseThrow();
  }

  /** Returns one text for equal values of the job and of DuckDB; null for null. */
  public static @Nullable String text(@Nullable Object value) {
    if (value instanceof Map<?, ?> map) {
      Map<String, @Nullable String> texts = new TreeMap<>();
      map.forEach((name, inside) -> texts.put(String.valueOf(name), text(inside)));
      return texts.toString();
    }
    if (value instanceof Object[] items) {
      return text(Arrays.asList(items));
    }
    if (value instanceof List<?> items) {
      return items.stream()
          .map(item -> String.valueOf(text(item)))
          .collect(Collectors.joining(", ", "[", "]"));
    }
    if (value instanceof OffsetDateTime moment) {
      return text(moment.toInstant());
    }
    if (value instanceof Instant moment) {
      return "us " + (moment.getEpochSecond() * 1_000_000 + moment.getNano() / 1000);
    }
    return value instanceof BigDecimal number
        ? number.toPlainString()
        : value == null ? null : value.toString();
  }
}
