package dev.kcompact.job;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Waits for what happens elsewhere, and no longer than it may take. */
final class Deadline {
  private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(50);

  private Deadline() {}

  /** Something that is or is not yet so. */
  @FunctionalInterface
  interface Condition {
    boolean holds() throws Exception;
  }

  static void poll(Duration patience, String what, Condition condition) throws Exception {
    long end = System.nanoTime() + patience.toNanos();
    while (!condition.holds()) {
      if (System.nanoTime() - end > 0) {
        throw new AssertionError("not within " + patience + ": " + what);
      }
      LockSupport.parkNanos(PAUSE);
    }
  }
}
