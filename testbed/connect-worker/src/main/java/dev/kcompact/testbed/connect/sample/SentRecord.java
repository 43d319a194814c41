package dev.kcompact.testbed.connect.sample;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Map;
import java.util.function.Function;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.jspecify.annotations.Nullable;

/**
 * A record in Connect's terms.
 *
 * @param value {@link SchemaAndValue#NULL} for a tombstone
 * @param headers text by name; in order
 * @param row the logical values of the columns that must come out, as JSON, by the record's place
 *     in Kafka; null if no row must come out
 */
record SentRecord(
    SchemaAndValue key,
    SchemaAndValue value,
    Map<String, String> headers,
    Instant timestamp,
    @Nullable Function<RecordMetadata, Map<String, @Nullable Object>> row) {
  SentRecord {
    requireNonNull(key, "key is null");
    requireNonNull(value, "value is null");
    requireNonNull(headers, "headers is null");
    requireNonNull(timestamp, "timestamp is null");
  }

  /** A record without key and headers, whose row does not depend on its place. */
  static SentRecord of(SchemaAndValue value, Instant timestamp, Map<String, @Nullable Object> row) {
    return new SentRecord(SchemaAndValue.NULL, value, Map.of(), timestamp, place -> row);
  }
}
