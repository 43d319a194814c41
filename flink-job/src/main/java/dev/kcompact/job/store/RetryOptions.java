package dev.kcompact.job.store;

import static dev.kcompact.contract.Arguments.requirePositive;

import java.io.Serializable;
import java.time.Duration;

/**
 * Retries of failed requests, with exponential backoff and full jitter or the delay that the server
 * requests, if longer.
 *
 * @param maxAttempts number of attempts including the first
 * @param firstDelay maximum delay before the second attempt
 * @param firstThrottledDelay maximum delay before the second attempt of a throttled request
 * @param longestDelay limit of every delay that the server does not request
 * @param callTimeout limit of all attempts and delays together
 */
public record RetryOptions(
    int maxAttempts,
    Duration firstDelay,
    Duration firstThrottledDelay,
    Duration longestDelay,
    Duration callTimeout)
    implements Serializable {
  /** Eight attempts within five minutes, the time a bucket needs to scale to a new load. */
  public static final RetryOptions DEFAULTS =
      new RetryOptions(
          8,
          Duration.ofMillis(50),
          Duration.ofMillis(500),
          Duration.ofSeconds(20),
          Duration.ofMinutes(5));

  public RetryOptions {
    requirePositive(maxAttempts, "maxAttempts");
    requirePositive(firstDelay, "firstDelay");
    requirePositive(firstThrottledDelay, "firstThrottledDelay");
    requirePositive(longestDelay, "longestDelay");
    requirePositive(callTimeout, "callTimeout");
  }

  public RetryOptions bounded(int attempts, Duration timeout) {
    return new RetryOptions(attempts, firstDelay, firstThrottledDelay, longestDelay, timeout);
  }
}
