package dev.kcompact.job.deadletter;

import static java.util.Objects.requireNonNull;

import java.io.Serializable;

/**
 * What becomes of a record that comes again and again.
 *
 * @param topic where it goes when it has come more often than {@code attempts}
 * @param attempts how often it is sent to the dead letter topic
 */
public record Parking(String topic, int attempts) implements Serializable {
  public Parking {
    requireNonNull(topic, "topic is null");
    if (topic.isBlank()) {
      throw new IllegalArgumentException("topic is blank");
    }
    if (attempts < 1) {
      throw new IllegalArgumentException("attempts is not positive: " + attempts);
    }
  }
}
