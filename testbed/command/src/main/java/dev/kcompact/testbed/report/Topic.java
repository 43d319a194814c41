package dev.kcompact.testbed.report;

import static dev.kcompact.testbed.report.Preconditions.requireNotNegative;
import static dev.kcompact.testbed.report.Preconditions.requireText;

/**
 * What a Kafka topic held.
 *
 * @param messages how many
 * @param distinctKeys how many keys they have
 */
public record Topic(String name, long messages, long distinctKeys) {
  public Topic {
    requireText("name", name);
    requireNotNegative("messages", messages);
    requireNotNegative("distinctKeys", distinctKeys);
  }
}
