package dev.kcompact.contract.message;

import static dev.kcompact.contract.Arguments.requireNotNegative;
import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * The source of a record.
 *
 * @param topic Kafka topic that the sink read
 * @param partition null if the object's name does not contain it
 * @param offset of the object's first record; null if the object's name does not contain it
 * @param object key of the raw object
 * @param line index of the record in the object, from 0
 */
public record Origin(
    String topic, @Nullable Integer partition, @Nullable Long offset, String object, int line) {
  public Origin {
    requireNonNull(topic, "topic is null");
    requireNonNull(object, "object is null");
    requireNotNegative(line, "line");
  }

  /** Returns the message's key, which is also the event's id. */
  public String key() {
    return DeadLetterHeaders.key(object, line);
  }
}
