package dev.kcompact.testbed.connect.sample;

import static dev.kcompact.testbed.connect.sample.Logical.object;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.data.Timestamp;
import org.jspecify.annotations.Nullable;

/**
 * Structs with keys and headers, and tombstones among them.
 *
 * @param columns what is in the columns beside the values
 */
record KeyedRecords(String name, Columns columns) implements SampleTopic {
  /** What is in the columns beside the values. */
  enum Columns {
    /** Nothing. */
    VALUES,
    /** Key and headers, from the objects beside the values. */
    SIDE_OBJECTS,
    /** Key, headers, offset and timestamp, from an envelope that tombstones have too. */
    ENVELOPE
  }

  private static final Schema KEY = SchemaBuilder.struct().field("id", Schema.INT64_SCHEMA).build();
  private static final Schema VALUE =
      SchemaBuilder.struct()
          .field("id", Schema.INT64_SCHEMA)
          .field("status", Schema.STRING_SCHEMA)
          .field("price", Decimal.schema(2))
          .field("at", Timestamp.SCHEMA)
          .build();

  @Override
  public Form form() {
    return Form.WITH_SCHEMA;
  }

  @Override
  public SentRecord record(int index) {
    long id = index % 50;
    boolean isTombstone = index % 6 == 4;
    Instant timestamp = SampleTopic.timestamp(index);
    Map<String, @Nullable Object> row = object();
    Struct value = value(index, id, row);
    if (isTombstone) {
      row.clear();
    }
    switch (columns) {
      case VALUES -> {}
      case SIDE_OBJECTS -> row.putAll(object("key_id", id, "source", "app", "n", "n" + index));
      case ENVELOPE -> {
        row.putAll(object("key_id", id, "timestamp", "" + timestamp, "_tombstone", isTombstone));
        row.put("headers", headers(index));
      }
    }
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("source", "app");
    headers.put("n", "n" + index);
    return new SentRecord(
        new SchemaAndValue(KEY, new Struct(KEY).put("id", id)),
        isTombstone ? SchemaAndValue.NULL : new SchemaAndValue(VALUE, value),
        headers,
        timestamp,
        isTombstone && columns != Columns.ENVELOPE ? null : place -> placed(row, place));
  }

  /** A value, whose logical values are added to {@code row}. */
  private Struct value(int index, long id, Map<String, @Nullable Object> row) {
    Values values = new Values(name, index);
    BigDecimal price = values.decimal(12, 2);
    Instant at = values.instant();
    String status = values.text();
    row.putAll(object("id", id, "status", status, "price", Logical.decimal(price), "at", "" + at));
    return new Struct(VALUE)
        .put("id", id)
        .put("status", status)
        .put("price", price)
        .put("at", Date.from(at));
  }

  private static String headers(int index) {
    return "[{\"key\":\"source\",\"value\":\"app\"},{\"key\":\"n\",\"value\":\"n%d\"}]"
        .formatted(index);
  }

  private Map<String, @Nullable Object> placed(
      Map<String, @Nullable Object> row, RecordMetadata place) {
    Map<String, @Nullable Object> placed = new LinkedHashMap<>(row);
    if (columns == Columns.ENVELOPE) {
      placed.put("offset", place.offset());
    }
    return placed;
  }
}
