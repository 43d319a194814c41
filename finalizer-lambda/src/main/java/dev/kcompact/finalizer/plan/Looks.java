package dev.kcompact.finalizer.plan;

/**
 * How often an incomplete day is looked at, and how long is waited in between.
 *
 * @param most looks in all
 * @param firstWait seconds before the second look; doubles from then on
 */
record Looks(int most, int firstWait) {
  private static final int MOST_DOUBLINGS = 3;

  Looks {
    if (most < 1) {
      throw new IllegalArgumentException("planAttempts is not positive: " + most);
    }
    if (firstWait < 1) {
      throw new IllegalArgumentException("waitSeconds is not positive: " + firstWait);
    }
  }

  /** Whether there is none after this one, the first being 1. */
  boolean isLast(int look) {
    return look >= most;
  }

  /** Seconds to wait after this look, the first being 1. */
  int waitAfter(int look) {
    return firstWait << Math.min(look - 1, MOST_DOUBLINGS);
  }
}
