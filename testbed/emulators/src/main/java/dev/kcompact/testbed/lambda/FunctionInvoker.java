package dev.kcompact.testbed.lambda;

import java.util.Optional;

/** Invokes Lambda functions by name, in sandboxes of {@link LambdaHost} or in a test's JVM. */
@FunctionalInterface
public interface FunctionInvoker {
  /** Waits for the outcome; empty if there is no such function. Called by many threads. */
  Optional<LambdaOutcome> invoke(String name, byte[] payload) throws InterruptedException;
}
