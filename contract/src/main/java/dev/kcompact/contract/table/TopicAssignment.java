package dev.kcompact.contract.table;

import static java.util.Objects.requireNonNull;

import dev.kcompact.contract.topics.TopicTables;
import java.util.List;

/**
 * The tables of the topics that were found.
 *
 * @param topics the document with the new topics
 * @param beyond directories of the topics for which the limit leaves no table, sorted
 */
public record TopicAssignment(TopicTables topics, List<String> beyond) {
  public TopicAssignment {
    requireNonNull(topics, "topics is null");
    beyond = List.copyOf(beyond);
  }
}
