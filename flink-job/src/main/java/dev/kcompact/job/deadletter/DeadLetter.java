package dev.kcompact.job.deadletter;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * A corrupt record for the dead letter topic.
 *
 * @param topic that the sink read
 * @param partition that the sink read; null where the object's name does not tell it
 * @param offset of the object's first record; null where its name does not tell it
 * @param line index of the record in its object, from 0
 * @param reason as in the column {@code _corrupt_reason}
 * @param record its raw bytes, cut where they exceed the limit; the receiver's own
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record DeadLetter(
    String table,
    String topic,
    @Nullable Integer partition,
    @Nullable Long offset,
    String objectKey,
    int line,
    String reason,
    byte[] record) {
  public DeadLetter {
    requireNonNull(table, "table is null");
    requireNonNull(topic, "topic is null");
    requireNonNull(objectKey, "objectKey is null");
    requireNonNull(reason, "reason is null");
    requireNonNull(record, "record is null");
    if (line < 0) {
      throw new IllegalArgumentException("line is negative: " + line);
    }
  }
}
