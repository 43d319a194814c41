package dev.kcompact.testbed.faults;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Waits for something.
 *
 * @param longest after which it is given up
 */
record Patience(Duration longest) {
  private static final long PAUSE_MILLIS = 250;

  /** Something that is or is not yet so. */
  @FunctionalInterface
  interface Condition {
    boolean holds() throws Exception;
  }

  /** Whether it came to hold in time. */
  boolean until(Condition condition) throws Exception {
    long end = System.nanoTime() + longest.toNanos();
    while (!condition.holds()) {
      if (System.nanoTime() - end > 0) {
        return false;
      }
      TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
    }
    return true;
  }
}
