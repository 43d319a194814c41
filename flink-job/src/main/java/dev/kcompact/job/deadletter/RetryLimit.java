package dev.kcompact.job.deadletter;

import static java.util.Objects.requireNonNull;

import java.io.Serializable;

/**
 * Limit of a record's attempts, so that a record that is sent back without a correction does not
 * circle.
 *
 * @param parkingTopic topic of the attempts beyond the limit
 * @param attempts number of times a record is sent to the dead letter topic
 */
public record RetryLimit(String parkingTopic, int attempts) implements Serializable {
  public RetryLimit {
    requireNonNull(parkingTopic, "parkingTopic is null");
    if (parkingTopic.isBlank()) {
      throw new IllegalArgumentException("parkingTopic is blank");
    }
    if (attempts < 1) {
      throw new IllegalArgumentException("attempts is not positive: " + attempts);
    }
  }
}
