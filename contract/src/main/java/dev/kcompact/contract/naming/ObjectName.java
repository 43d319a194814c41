package dev.kcompact.contract.naming;

import static dev.kcompact.contract.Arguments.requireNotNegative;
import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * What a sink's object name says.
 *
 * @param topic Kafka topic
 * @param partition Kafka partition, from 0
 * @param startOffset offset of the first record in it
 * @param stem the name up to the offset, without directories; objects of one stem in one directory
 *     are ordered by offset. Null where names do not order them: the offset stands in a directory,
 *     topic or partition stand behind it, or a key or a time before it
 */
public record ObjectName(String topic, int partition, long startOffset, @Nullable String stem) {
  public ObjectName {
    requireNonNull(topic, "topic is null");
    requireNotNegative(partition, "partition");
    requireNotNegative(startOffset, "startOffset");
  }
}
