package dev.kcompact.testbed.faults;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Waits for a condition by polling. */
record Timeout(Duration limit) {
  private static final long PAUSE_MILLIS = 250;

  @FunctionalInterface
  interface Condition {
    boolean holds() throws Exception;
  }

  /** Returns whether the condition was true within the limit. */
  boolean await(Condition condition) throws Exception {
    long end = System.nanoTime() + limit.toNanos();
    while (!condition.holds()) {
      if (System.nanoTime() - end > 0) {
        return false;
      }
      TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
    }
    return true;
  }
}
