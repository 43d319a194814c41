package dev.kcompact.testbed.connect.sink;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Date;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.data.Timestamp;
import org.apache.kafka.connect.sink.SinkRecord;

/** Records as a worker passes them to a sink. */
final class SinkRecords {
  static final Instant MIDNIGHT = Instant.parse("2026-11-23T00:00:00Z");

  private static final Schema VALUE =
      SchemaBuilder.struct()
          .field("id", Schema.INT64_SCHEMA)
          .field("price", Decimal.schema(2))
          .field("at", Timestamp.SCHEMA)
          .build();
  private static final Schema KEY = SchemaBuilder.struct().field("id", Schema.INT64_SCHEMA).build();

  private SinkRecords() {}

  /** A struct with the offset as its id. */
  static SinkRecord struct(long offset, Instant timestamp) {
    Struct value =
        new Struct(VALUE)
            .put("id", offset)
            .put("price", new BigDecimal("19.90"))
            .put("at", Date.from(Instant.EPOCH));
    return record(offset, timestamp, new SchemaAndValue(VALUE, value));
  }

  static SinkRecord struct(long offset) {
    return struct(offset, MIDNIGHT);
  }

  static SinkRecord tombstone(long offset) {
    return record(offset, MIDNIGHT, SchemaAndValue.NULL);
  }

  static SinkRecord record(long offset, Instant timestamp, SchemaAndValue value) {
    return new SinkRecord(
        "orders",
        3,
        KEY,
        new Struct(KEY).put("id", offset),
        value.schema(),
        value.value(),
        offset,
        timestamp.toEpochMilli(),
        TimestampType.CREATE_TIME);
  }

  static SinkRecord withHeaders(SinkRecord record) {
    record.headers().addString("source", "app");
    record.headers().addInt("n", 7);
    return record;
  }
}
