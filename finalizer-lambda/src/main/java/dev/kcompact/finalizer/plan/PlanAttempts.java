package dev.kcompact.finalizer.plan;

/** The retry policy for an incomplete day; the wait doubles with each attempt, up to a maximum. */
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

  /** The first attempt is 1. */
  boolean isLast(int attempt) {
    return attempt >= max;
  }

  /** Returns seconds; the first attempt is 1. */
  int waitAfter(int attempt) {
    return firstWaitSeconds << Math.min(attempt - 1, MAX_DOUBLINGS);
  }
}
