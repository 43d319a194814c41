package dev.kcompact.finalizer.invocation;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait before the next try: a time that doubles with each, of which a random half may
 * be missing, so that callers who failed together do not come back together. This is "equal jitter"
 * of "Exponential Backoff And Jitter", AWS Architecture Blog, 2015.
 *
 * @param first after the first try, positive
 * @param longest after any, not shorter than the first
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

  /**
   * The time to wait.
   *
   * @param tries that have failed so far, from 1
   */
  public Duration after(int tries, RandomGenerator random) {
    if (tries < 1) {
      throw new IllegalArgumentException("tries is less than 1: " + tries);
    }
    long all = first.toMillis();
    for (int i = 1; i < tries && all < longest.toMillis(); i++) {
      all *= 2;
    }
    long most = Math.min(all, longest.toMillis());
    return Duration.ofMillis(most - random.nextLong(most / 2 + 1));
  }
}
