package dev.kcompact.testbed.lambda;

import java.util.Optional;

/** Invokes Lambda functions by name: in sandboxes of {@link LambdaHost}, or in a test's own JVM. */
@FunctionalInterface
public interface FunctionInvoker {
  /**
   * Invokes a function and waits for its outcome. Called by many threads.
   *
   * @param name the function's name
   * @return empty when there is no such function
   */
  Optional<LambdaOutcome> invoke(String name, byte[] payload) throws InterruptedException;
}
