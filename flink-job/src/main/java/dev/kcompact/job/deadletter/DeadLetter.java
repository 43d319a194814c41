package dev.kcompact.job.deadletter;

import static dev.kcompact.contract.Arguments.requireNotNegative;
import static java.util.Objects.requireNonNull;

import dev.kcompact.contract.naming.ObjectName;
import dev.kcompact.contract.table.BaseTable;
import dev.kcompact.job.decode.columns.Row;
import java.util.Optional;
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
 * @param isCut whether they are truncated
 * @param fingerprint of the complete record; null if only its place says which record it is
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
    byte[] record,
    boolean isCut,
    @Nullable String fingerprint) {
  public DeadLetter {
    requireNonNull(table, "table is null");
    requireNonNull(topic, "topic is null");
    requireNonNull(objectKey, "objectKey is null");
    requireNonNull(reason, "reason is null");
    requireNonNull(record, "record is null");
    requireNotNegative(line, "line");
  }

  /** The dead letter of a corrupt row. */
  public static DeadLetter of(BaseTable table, String objectKey, Row row) {
    Optional<ObjectName> name = table.nameOf(objectKey);
    return new DeadLetter(
        table.name(),
        name.map(ObjectName::topic).orElse(table.topic()),
        name.map(ObjectName::partition).orElse(null),
        name.map(ObjectName::startOffset).orElse(null),
        objectKey,
        row.line(),
        row.corruptReason(),
        row.corruptBytes(),
        row.isCut(),
        row.corruptFingerprint(table.name()).orElse(null));
  }
}
