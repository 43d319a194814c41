package dev.kcompact.testbed.lambda;

import java.time.Duration;
import java.util.Map;

/**
 * A Lambda function as its deployment describes it.
 *
 * @param name its name
 * @param handler the handler's class, or class::method
 * @param memoryMib its memory in MiB, 128 to 10,240
 * @param timeout what one invocation may take, at most 15 minutes
 * @param concurrency how many invocations may run at once
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

  /** Holds the values to Lambda's own limits. */
  public FunctionSpec {
    if (!name.matches("[A-Za-z0-9_-]{1,64}")) {
      throw new IllegalArgumentException(
          "A function's name must be 1 to 64 letters, digits, - or _: " + name);
    }
    if (handler.isBlank()) {
      throw new IllegalArgumentException("The handler must name a class: " + name);
    }
    if (memoryMib < 128 || memoryMib > 10_240) {
      throw new IllegalArgumentException(
          "The memory of " + name + " must be 128 to 10240 MiB: " + memoryMib);
    }
    if (timeout.isNegative() || timeout.isZero() || timeout.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException(
          "The timeout of " + name + " must be above 0 and at most 15 minutes: " + timeout);
    }
    if (concurrency < 1) {
      throw new IllegalArgumentException(
          "The concurrency of " + name + " must be 1 or more: " + concurrency);
    }
    environment = Map.copyOf(environment);
  }

  /** The same with another concurrency. */
  public FunctionSpec withConcurrency(int most) {
    return new FunctionSpec(name, handler, memoryMib, timeout, most, environment);
  }
}
