package dev.kcompact.contract.message;

import static dev.kcompact.contract.Arguments.requireNotNegative;
import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * Where a record came from.
 *
 * @param topic Kafka topic that the sink read
 * @param partition its partition; null where the object's name does not tell it
 * @param offset of the object's first record; null where the object's name does not tell it
 * @param object key of the raw object
 * @param line index of the record in it, from 0
 */
public record Origin(
    String topic, @Nullable Integer partition, @Nullable Long offset, String object, int line) {
  public Origin {
    requireNonNull(topic, "topic is null");
    requireNonNull(object, "object is null");
    requireNotNegative(line, "line");
  }

  /** The message's key, and the letter's subject. */
  public String key() {
    return DeadLetterHeaders.key(object, line);
  }
}
