package dev.kcompact.job.deadletter;

import static dev.kcompact.contract.Arguments.requireNotNegative;
import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * A corrupt record for the dead letter topic.
 *
 * @param topic topic that Kafka Connect's sink read
 * @param partition partition in that topic; null if the object's name has none
 * @param offset offset of the object's first record; null if the object's name has none
 * @param line index of the record in its object, from 0
 * @param reason value of the column {@code _corrupt_reason}
 * @param record raw bytes, truncated to the limit; the receiver owns the array
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
    requireNotNegative(line, "line");
  }
}
