package dev.kcompact.testbed.lambda;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/**
 * One payload on its way through a sandbox. Its outcome is completed once, by whatever happens
 * first.
 */
final class Invocation {
  private final String id = UUID.randomUUID().toString();
  private final CompletableFuture<LambdaOutcome> outcome = new CompletableFuture<>();
  private final byte[] payload;
  private final Instant deadline;

  Invocation(byte[] payload, Instant now, Duration timeout) {
    this.payload = payload;
    this.deadline = now.plus(timeout);
  }

  String id() {
    return id;
  }

  byte[] payload() {
    return payload;
  }

  Instant deadline() {
    return deadline;
  }

  CompletableFuture<LambdaOutcome> outcome() {
    return outcome;
  }
}
