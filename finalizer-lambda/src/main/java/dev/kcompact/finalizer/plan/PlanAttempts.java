package dev.kcompact.finalizer.plan;

/**
 * The retry policy of an incomplete day.
 *
 * @param max number of attempts
 * @param firstWaitSeconds seconds before the second attempt; doubles for each further one
 */
record PlanAttempts(int max, int firstWaitSeconds) {
  private static final int MAX_DOUBLINGS = 3;

  PlanAttempts {
    if (max < 1) {
      throw new IllegalArgumentException("planAttempts is not positive: " + max);
    }
    if (firstWaitSeconds < 1) {
      throw new IllegalArgumentException("waitSeconds is not positive: " + firstWaitSeconds);
    }
  }

  /** Whether no attempt follows this one; the first is 1. */
  boolean isLast(int attempt) {
    return attempt >= max;
  }

  /** Seconds to wait after this attempt; the first is 1. */
  int waitAfter(int attempt) {
    return firstWaitSeconds << Math.min(attempt - 1, MAX_DOUBLINGS);
  }
}
