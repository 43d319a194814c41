package dev.kcompact.contract.naming;

import static dev.kcompact.contract.Arguments.requireNotNegative;
import static java.util.Objects.requireNonNull;

/**
 * What a sink's object name says.
 *
 * @param topic Kafka topic
 * @param partition Kafka partition, from 0
 * @param startOffset offset of the first record in it
 * @param stem the name up to the offset; objects of one stem in one directory are ordered by offset
 */
public record ObjectName(String topic, int partition, long startOffset, String stem) {
  public ObjectName {
    requireNonNull(topic, "topic is null");
    requireNonNull(stem, "stem is null");
    requireNotNegative(partition, "partition");
    requireNotNegative(startOffset, "startOffset");
  }
}
