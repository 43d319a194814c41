package dev.kcompact.testbed.connect.sink;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.data.Values;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.header.Header;
import org.apache.kafka.connect.json.JsonConverter;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * Lines as Confluent's JsonFormat writes them: a struct by Kafka's JsonConverter without its
 * envelope, anything else by Jackson. Not thread-safe.
 */
final class JsonLines {
  private static final Schema HEADER =
      SchemaBuilder.struct()
          .field("key", Schema.STRING_SCHEMA)
          .field("value", Schema.OPTIONAL_STRING_SCHEMA)
          .build();
  private static final Schema HEADERS =
      SchemaBuilder.struct().field("headers", SchemaBuilder.array(HEADER).build()).build();

  private final ObjectMapper json = new ObjectMapper();
  private final JsonConverter converter = new JsonConverter();

  JsonLines() {
    converter.configure(Map.of("schemas.enable", "false"), false);
  }

  byte[] value(SinkRecord record) {
    return line(record.topic(), record.valueSchema(), record.value());
  }

  /** The value's own bytes, as ByteArrayFormat writes them. */
  static byte[] raw(SinkRecord record) {
    if (record.value() instanceof byte[] bytes) {
      return ended(bytes);
    }
    throw new DataException("The value is not bytes: offset " + record.kafkaOffset());
  }

  byte[] key(SinkRecord record) {
    return line(record.topic(), record.keySchema(), record.key());
  }

  byte[] headers(SinkRecord record) {
    List<Struct> headers = new ArrayList<>();
    for (Header header : record.headers()) {
      String value = Values.convertToString(header.schema(), header.value());
      headers.add(new Struct(HEADER).put("key", header.key()).put("value", value));
    }
    return line(record.topic(), HEADERS, new Struct(HEADERS).put("headers", headers));
  }

  private byte[] line(String topic, Schema schema, Object value) {
    if (value instanceof Struct) {
      return ended(converter.fromConnectData(topic, schema, value));
    }
    try {
      return ended(json.writeValueAsBytes(value));
    } catch (JsonProcessingException e) {
      throw new DataException("Failed to write a value of topic " + topic + " as JSON", e);
    }
  }

  private static byte[] ended(byte[] record) {
    byte[] end = "\n".getBytes(UTF_8);
    byte[] line = Arrays.copyOf(record, record.length + end.length);
    System.arraycopy(end, 0, line, record.length, end.length);
    return line;
  }
}
