package dev.kcompact.contract.naming;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * A key that has the form of a naming.
 *
 * @param topic Kafka topic
 * @param order partition and offset; empty where the naming has none
 */
public record NameMatch(String topic, Optional<ObjectName> order) {
  public NameMatch {
    requireNonNull(topic, "topic is null");
    requireNonNull(order, "order is null");
  }
}
