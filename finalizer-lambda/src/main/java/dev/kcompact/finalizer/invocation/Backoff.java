package dev.kcompact.finalizer.invocation;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * Exponential backoff with equal jitter ("Exponential Backoff And Jitter", AWS Architecture Blog,
 * 2015): the wait doubles with each attempt, and up to half of it is dropped at random.
 */
public record Backoff(Duration first, Duration longest) {
  public Backoff {
    if (first.isNegative() || first.isZero()) {
      throw new IllegalArgumentException("first is not positive: " + first);
    }
    if (longest.compareTo(first) < 0) {
      throw new IllegalArgumentException("longest is shorter than first: " + longest);
    }
  }

  /** Returns the wait after {@code attempts} failed attempts, from 1. */
  public Duration after(int attempts, RandomGenerator random) {
    if (attempts < 1) {
      throw new IllegalArgumentException("attempts is less than 1: " + attempts);
    }
    long all = first.toMillis();
    for (int i = 1; i < attempts && all < longest.toMillis(); i++) {
      all *= 2;
    }
    long most = Math.min(all, longest.toMillis());
    return Duration.ofMillis(most - random.nextLong(most / 2 + 1));
  }
}
