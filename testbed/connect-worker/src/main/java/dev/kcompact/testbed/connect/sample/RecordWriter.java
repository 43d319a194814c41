package dev.kcompact.testbed.connect.sample;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.json.JsonConverter;
import org.apache.kafka.connect.storage.Converter;
import org.apache.kafka.connect.storage.StringConverter;
import org.jspecify.annotations.Nullable;

/** Writes the records of a topic as bytes, by Connect's own converters. Not thread-safe. */
final class RecordWriter {
  private final String topic;
  private final Converter keys;
  private final Converter values;

  RecordWriter(SampleTopic topic) {
    this.topic = topic.name();
    keys = converter(topic.form(), true);
    values = converter(topic.form(), false);
  }

  private static Converter converter(SampleTopic.Form form, boolean isKey) {
    Converter converter =
        form == SampleTopic.Form.TEXT ? new StringConverter() : new JsonConverter();
    boolean hasSchema = form == SampleTopic.Form.WITH_SCHEMA;
    converter.configure(Map.of("schemas.enable", String.valueOf(hasSchema)), isKey);
    return converter;
  }

  ProducerRecord<byte @Nullable [], byte @Nullable []> write(SentRecord record, int partition) {
    RecordHeaders headers = new RecordHeaders();
    record.headers().forEach((name, value) -> headers.add(name, value.getBytes(UTF_8)));
    return new ProducerRecord<>(
        topic,
        partition,
        record.timestamp().toEpochMilli(),
        bytes(keys, record.key()),
        bytes(values, record.value()),
        headers);
  }

  /** Null stays null, so that a tombstone is one in Kafka too. */
  private byte @Nullable [] bytes(Converter converter, SchemaAndValue value) {
    return value.value() == null
        ? null
        : converter.fromConnectData(topic, value.schema(), value.value());
  }
}
