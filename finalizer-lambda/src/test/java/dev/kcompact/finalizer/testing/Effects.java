package dev.kcompact.finalizer.testing;

/**
 * What a handler changes outside of its process: objects, items, partitions, messages, incidents.
 * Counts them, and lets the process die after so many, so that neither change nor question follows.
 * One handler is watched at a time, on whatever threads it works.
 */
public final class Effects {
  private static int done;
  private static int left = Integer.MAX_VALUE;
  private static boolean isDead;

  private Effects() {}

  /** The process is no more; where it would have spoken to others it finds this instead. */
  public static final class Died extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Died() {
      super("the process died");
    }
  }

  /** Begins to count, and ends the process after so many changes. */
  public static synchronized void watch(int most) {
    done = 0;
    left = most;
    isDead = false;
  }

  /** The number of changes since {@link #watch}; from here on all is well. */
  public static synchronized int stop() {
    left = Integer.MAX_VALUE;
    isDead = false;
    return done;
  }

  /** Is called before a change. */
  public static synchronized void change() {
    isDead |= left == 0;
    question();
    left--;
    done++;
  }

  /** Is called before everything else that leaves the process. */
  public static synchronized void question() {
    if (isDead) {
      throw new Died();
    }
  }
}
