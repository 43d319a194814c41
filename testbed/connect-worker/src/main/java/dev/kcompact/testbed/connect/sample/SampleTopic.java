package dev.kcompact.testbed.connect.sample;

import java.time.Instant;

/** The records of one topic; each is determined by its index. */
interface SampleTopic {
  /** How keys and values are written to Kafka; the sink's converters read the same. */
  enum Form {
    /** JsonConverter with its envelope of schema and payload. */
    WITH_SCHEMA,
    /** JsonConverter without schemas. */
    SCHEMALESS,
    /** Text, as StringConverter writes it. */
    TEXT
  }

  String name();

  Form form();

  SentRecord record(int index);

  /**
   * The timestamp of a record: most are in order and pass midnight, and some are late by an hour,
   * so that offsets of a partition interleave between directories.
   */
  static Instant timestamp(int index) {
    Instant inOrder = Instant.parse("2026-11-22T22:10:00.007Z").plusSeconds(41L * index);
    return index % 7 == 3 ? inOrder.minusSeconds(3600) : inOrder;
  }
}
