package dev.kcompact.job.store;

import static java.util.Objects.requireNonNull;

import java.io.Serializable;
import java.time.Duration;

/**
 * How a request that failed is tried again: after a random part of a delay that doubles with every
 * attempt, or after what the server asks for if that is longer.
 *
 * @param maxAttempts how often a request is sent at most
 * @param firstDelay longest delay before the second attempt
 * @param firstThrottledDelay the same where the server said that it is asked too much
 * @param longestDelay what no delay exceeds unless the server asks for it
 * @param callTimeout of all attempts and delays together
 */
public record RetryOptions(
    int maxAttempts,
    Duration firstDelay,
    Duration firstThrottledDelay,
    Duration longestDelay,
    Duration callTimeout)
    implements Serializable {
  /** Eight attempts and five minutes: what a bucket takes to settle under a new load. */
  public static final RetryOptions DEFAULTS =
      new RetryOptions(
          8,
          Duration.ofMillis(50),
          Duration.ofMillis(500),
          Duration.ofSeconds(20),
          Duration.ofMinutes(5));

  public RetryOptions {
    if (maxAttempts < 1) {
      throw new IllegalArgumentException("maxAttempts is not positive: " + maxAttempts);
    }
    requirePositive(firstDelay, "firstDelay");
    requirePositive(firstThrottledDelay, "firstThrottledDelay");
    requirePositive(longestDelay, "longestDelay");
    requirePositive(callTimeout, "callTimeout");
  }

  /** These options with other bounds. */
  public RetryOptions bounded(int attempts, Duration timeout) {
    return new RetryOptions(attempts, firstDelay, firstThrottledDelay, longestDelay, timeout);
  }

  private static void requirePositive(Duration value, String name) {
    if (requireNonNull(value, name + " is null").isNegative() || value.isZero()) {
      throw new IllegalArgumentException(name + " is not positive: " + value);
    }
  }
}
