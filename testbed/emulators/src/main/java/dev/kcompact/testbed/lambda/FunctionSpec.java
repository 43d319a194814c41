package dev.kcompact.testbed.lambda;

import java.time.Duration;
import java.util.Map;

/**
 * A deployed Lambda function.
 *
 * @param handler a class, or class::method
 * @param memoryMib 128 to 10,240
 * @param timeout of one invocation, at most 15 minutes
 * @param concurrency maximum number of concurrent invocations
 * @param environment its environment variables
 */
public record FunctionSpec(
    String name,
    String handler,
    int memoryMib,
    Duration timeout,
    int concurrency,
    Map<String, String> environment) {
  private static final Duration LONGEST = Duration.ofMinutes(15);

  /** Checks Lambda's limits. */
  public FunctionSpec {
    if (!name.matches("[A-Za-z0-9_-]{1,64}")) {
      throw new IllegalArgumentException(
          "Function name is not 1 to 64 letters, digits, - or _: " + name);
    }
    if (handler.isBlank()) {
      throw new IllegalArgumentException("Handler does not name a class: " + name);
    }
    if (memoryMib < 128 || memoryMib > 10_240) {
      throw new IllegalArgumentException(
          "Memory of " + name + " is not within 128 to 10240 MiB: " + memoryMib);
    }
    if (timeout.isNegative() || timeout.isZero() || timeout.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException(
          "Timeout of " + name + " is not within 0 to 15 minutes: " + timeout);
    }
    if (concurrency < 1) {
      throw new IllegalArgumentException(
          "Concurrency of " + name + " is less than 1: " + concurrency);
    }
    environment = Map.copyOf(environment);
  }

  public FunctionSpec withConcurrency(int most) {
    return new FunctionSpec(name, handler, memoryMib, timeout, most, environment);
  }
}
