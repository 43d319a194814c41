package dev.kcompact.testbed.connect.sink;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kcompact.testbed.connect.sink.AivenLayout.Field;
import java.io.IOException;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.header.Header;
import org.apache.kafka.connect.json.JsonConverter;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;

/**
 * Records as Aiven's formats jsonl and json write them: keys, values and headers by Kafka's
 * JsonConverter without its envelope, below the names of the fields. Not thread-safe.
 */
final class AivenJson {
  private final ObjectMapper json =
      new ObjectMapper().setNodeFactory(JsonNodeFactory.withExactBigDecimals(true));
  private final JsonConverter converter = new JsonConverter();
  private final AivenLayout layout;

  AivenJson(AivenLayout layout) {
    this.layout = layout;
    converter.configure(Map.of("schemas.enable", "false"), false);
  }

  byte[] record(SinkRecord record) {
    try {
      return json.writeValueAsBytes(node(record));
    } catch (IOException e) {
      throw new DataException("Failed to write as JSON: offset " + record.kafkaOffset(), e);
    }
  }

  private JsonNode node(SinkRecord record) throws IOException {
    if (!layout.hasEnvelope()) {
      return field(layout.fields().get(0), record);
    }
    ObjectNode node = json.createObjectNode();
    for (Field field : layout.fields()) {
      node.set(field.name().toLowerCase(Locale.ROOT), field(field, record));
    }
    return node;
  }

  private JsonNode field(Field field, SinkRecord record) throws IOException {
    JsonNodeFactory nodes = json.getNodeFactory();
    return switch (field) {
      case KEY -> converted(record.topic(), record.keySchema(), record.key());
      case VALUE -> converted(record.topic(), record.valueSchema(), record.value());
      case OFFSET -> nodes.numberNode(record.kafkaOffset());
      case TIMESTAMP ->
          record.timestamp() == null
              ? nodes.nullNode()
              : nodes.textNode(Instant.ofEpochMilli(record.timestamp()).toString());
      case HEADERS -> headers(record);
    };
  }

  private JsonNode converted(String topic, @Nullable Schema schema, @Nullable Object value)
      throws IOException {
    return value == null
        ? json.nullNode()
        : json.readTree(converter.fromConnectData(topic, schema, value));
  }

  private ArrayNode headers(SinkRecord record) throws IOException {
    ArrayNode headers = json.createArrayNode();
    for (Header header : record.headers()) {
      ObjectNode node = headers.addObject().put("key", header.key());
      node.set("value", converted(record.topic(), header.schema(), header.value()));
    }
    return headers;
  }
}
