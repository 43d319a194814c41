package dev.kcompact.testbed.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import dev.kcompact.testbed.sample.Fate.BrokenKind;
import dev.kcompact.testbed.sample.Fate.Corrupt;
import dev.kcompact.testbed.sample.Fate.Good;
import dev.kcompact.testbed.sample.Fate.Invalid;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Verifies the generator's records with a JSON parser and a JSON Schema validator. */
class SampleRecordTest {
  private static final SampleDay DAY =
      SampleDay.of(
          SampleSpec.of(42, LocalDate.of(2026, 11, 22), 600, 40).withShares(60, 60, 20, 30));
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .build();

  @ParameterizedTest
  @ValueSource(strings = {"orders", "payments", "shipments", "customers"})
  void goodRecordsFitTheSchema(String name) throws Exception {
    JsonSchema schema = schema(name);
    TableDay table = DAY.table(name);
    for (long record = 0; record < table.records(); record++) {
      if (table.fate(record) instanceof Good) {
        JsonNode node = withoutNulls(JSON.readTree(json(table, record)));
        assertThat(schema.validate(node)).as("record %s", record).isEmpty();
        assertThat(node.has("canal_parceiro")).isEqualTo(table.hasUnknownField(record));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"orders", "payments", "shipments", "customers"})
  void recordsThatBreakTheSchemaDoSoAtTheNamedField(String name) throws Exception {
    JsonSchema schema = schema(name);
    TableDay table = DAY.table(name);
    Set<String> seen = new HashSet<>();
    for (long record = 0; record < table.records(); record++) {
      if (table.fate(record) instanceof Invalid invalid) {
        seen.add(invalid.rule());
        JsonNode node = withoutNulls(JSON.readTree(json(table, record)));
        if (invalid.rule().startsWith("/")) {
          assertThat(schema.validate(node))
              .as("record %s breaks %s", record, invalid.rule())
              .hasSize(1)
              .allMatch(message -> pointer(message).equals(invalid.rule()));
        } else {
          assertThat(schema.validate(node)).as("record %s", record).isEmpty();
        }
      }
    }
    assertThat(seen).hasSizeGreaterThan(5);
  }

  @ParameterizedTest
  @ValueSource(strings = {"orders", "payments", "shipments", "customers"})
  void corruptRecordsAreBrokenAsTheyAreSaidToBe(String name) throws Exception {
    JsonSchema schema = schema(name);
    TableDay table = DAY.table(name);
    Set<BrokenKind> seen = new HashSet<>();
    for (long record = 0; record < table.records(); record++) {
      if (table.fate(record) instanceof Corrupt corrupt) {
        seen.add(corrupt.kind());
        byte[] json = json(table, record);
        assertThat(json).as("one line").doesNotContain((byte) '\n');
        assertBroken(corrupt.kind(), json, schema);
      }
    }
    assertThat(seen).containsExactlyInAnyOrder(BrokenKind.values());
  }

  private static void assertBroken(BrokenKind kind, byte[] json, JsonSchema schema)
      throws IOException {
    switch (kind) {
      case TRUNCATED, GARBAGE, TWICE_NAMED ->
          assertThatThrownBy(() -> JSON.readTree(json))
              .as("%s", kind)
              .isInstanceOf(JsonProcessingException.class);
      case SCALAR -> assertThat(JSON.readTree(json).isValueNode()).isTrue();
      case LATIN1 ->
          assertThatThrownBy(
                  () -> StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(json)))
              .isInstanceOf(CharacterCodingException.class);
      case WRONG_TYPE, MISSING_FIELD ->
          assertThat(schema.validate(withoutNulls(JSON.readTree(json))))
              .as("%s", kind)
              .isNotEmpty();
      case BAD_DATE, TOO_LARGE_NUMBER -> assertThat(JSON.readTree(json).isObject()).isTrue();
    }
  }

  /** Converts {@code $.items[0].quantity} to {@code /items/0/quantity}. */
  private static String pointer(ValidationMessage message) {
    return message
        .getInstanceLocation()
        .toString()
        .substring(1)
        .replace('[', '/')
        .replace("]", "")
        .replace('.', '/');
  }

  private static byte[] json(TableDay table, long record) {
    return table.record(table.objectOf(record), record).json();
  }

  private static JsonSchema schema(String table) throws IOException {
    String text = Files.readString(Path.of("../../conf/schemas/" + table + ".schema.json"));
    return JsonSchemaFactory.getInstance(VersionFlag.V202012)
        .getSchema(text.replaceFirst("\"\\$id\": \"[^\"]+\",", ""));
  }

  /** In JSON Schema null is a value; in a table it is the same as a missing field. */
  private static JsonNode withoutNulls(JsonNode node) {
    if (node.isObject()) {
      List<String> nulls = new ArrayList<>();
      node.properties()
          .forEach(
              field -> {
                if (field.getValue().isNull()) {
                  nulls.add(field.getKey());
                } else {
                  withoutNulls(field.getValue());
                }
              });
      ((ObjectNode) node).remove(nulls);
    } else if (node.isArray()) {
      for (int i = node.size() - 1; i >= 0; i--) {
        if (node.get(i).isNull()) {
          ((ArrayNode) node).remove(i);
        } else {
          withoutNulls(node.get(i));
        }
      }
    }
    return node;
  }
}
