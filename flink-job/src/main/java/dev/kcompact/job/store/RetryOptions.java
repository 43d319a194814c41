package dev.kcompact.job.store;

import static dev.kcompact.contract.Arguments.requirePositive;

import java.io.Serializable;
import java.time.Duration;

/**
 * Retries of failed requests: exponential backoff with full jitter, or the delay that the server
 * requests if that is longer.
 *
 * @param maxAttempts attempts of a request, including the first
 * @param firstDelay greatest delay before the second attempt
 * @param firstThrottledDelay greatest delay before the second attempt of a throttled request
 * @param longestDelay limit of every delay that the server does not request
 * @param callTimeout of all attempts and delays together
 */
public record RetryOptions(
    int maxAttempts,
    Duration firstDelay,
    Duration firstThrottledDelay,
    Duration longestDelay,
    Duration callTimeout)
    implements Serializable {
  /** Eight attempts and five minutes: a bucket needs so long to scale to a new load. */
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

  /** These options with other limits. */
  public RetryOptions bounded(int attempts, Duration timeout) {
    return new RetryOptions(attempts, firstDelay, firstThrottledDelay, longestDelay, timeout);
  }
}
