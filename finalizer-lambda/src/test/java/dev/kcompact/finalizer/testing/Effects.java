package dev.kcompact.finalizer.testing;

/**
 * Counts a handler's changes outside its process (objects, items, partitions, messages, incidents)
 * and ends the process after a number of changes; no further change or request follows. Watches one
 * handler at a time, on any threads.
 */
public final class Effects {
  private static int done;
  private static int left = Integer.MAX_VALUE;
  private static boolean isDead;

  private Effects() {}

  /** Thrown for every change and request after the process has ended. */
  public static final class Died extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Died() {
      super("the process died");
    }
  }

  /** Starts to count, and ends the process after {@code most} changes. */
  public static synchronized void watch(int most) {
    done = 0;
    left = most;
    isDead = false;
  }

  /** Returns the number of changes since {@link #watch}, and lets all calls succeed again. */
  public static synchronized int stop() {
    left = Integer.MAX_VALUE;
    isDead = false;
    return done;
  }

  /** Called before each change. */
  public static synchronized void change() {
    isDead |= left == 0;
    question();
    left--;
    done++;
  }

  /** Called before every other request that leaves the process. */
  public static synchronized void question() {
    if (isDead) {
      throw new Died();
    }
  }
}
