package dev.kcompact.job.compact;

/**
 * Limits the bytes that all readers of a process have in flight. A reader takes no more than its
 * own limit and an equal share of the common one. A reader that has nothing in flight may always
 * take one object, so that every reader makes progress; each reader exceeds the limit by at most
 * one object. Never blocks. Safe for use by several threads.
 */
final class FetchBudget {
  /**
   * The budget of this process, for all readers of a job: Flink loads a job's classes once for all
   * its tasks in a TaskManager.
   */
  static final FetchBudget OF_PROCESS = new FetchBudget();

  private int readers;
  private long taken;

  /** A reader's share of the budget. Belongs to its thread. */
  final class Share implements AutoCloseable {
    private final long max;
    private final long maxInAll;
    private long own;

    private Share(long max, long maxInAll) {
      this.max = max;
      this.maxInAll = maxInAll;
    }

    /** Takes that many bytes if they fit; returns whether they do. */
    boolean tryTake(long bytes) {
      synchronized (FetchBudget.this) {
        boolean fits =
            own + bytes <= Math.min(max, maxInAll / readers) && taken + bytes <= maxInAll;
        if (own > 0 && !fits) {
          return false;
        }
        own += bytes;
        taken += bytes;
        return true;
      }
    }

    void release(long bytes) {
      synchronized (FetchBudget.this) {
        own -= bytes;
        taken -= bytes;
      }
    }

    /** Bytes that this reader has taken. */
    long own() {
      return own;
    }

    @Override
    public void close() {
      synchronized (FetchBudget.this) {
        taken -= own;
        own = 0;
        readers--;
      }
    }
  }

  /**
   * Opens a reader's share.
   *
   * @param max bytes that the reader may have in flight
   * @param maxInAll bytes that all readers may have in flight
   */
  synchronized Share open(long max, long maxInAll) {
    readers++;
    return new Share(max, maxInAll);
  }

  /** Bytes that all readers have taken. */
  synchronized long taken() {
    return taken;
  }
}
