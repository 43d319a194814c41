package dev.kcompact.job.compact;

/**
 * Bytes that all readers of a process may have in flight together. A reader takes no more than its
 * own bound and than an even part of what there is for all; one that has nothing in flight is never
 * refused, so that every reader goes on, and the bound is exceeded by one object a reader at most.
 * Nobody ever waits for it. Safe for use by several threads.
 */
final class FetchBudget {
  /**
   * The one of this process, for all readers of a job: Flink loads a job's classes once for all its
   * tasks in a TaskManager.
   */
  static final FetchBudget OF_PROCESS = new FetchBudget();

  private int readers;
  private long taken;

  /** A reader's part. Belongs to its thread. */
  final class Share implements AutoCloseable {
    private final long most;
    private final long mostInAll;
    private long own;

    private Share(long most, long mostInAll) {
      this.most = most;
      this.mostInAll = mostInAll;
    }

    /** Whether that many bytes more may be in flight; they are then taken. */
    boolean tryTake(long bytes) {
      synchronized (FetchBudget.this) {
        boolean fits =
            own + bytes <= Math.min(most, mostInAll / readers) && taken + bytes <= mostInAll;
        if (own > 0 && !fits) {
          return false;
        }
        own += bytes;
        taken += bytes;
        return true;
      }
    }

    void giveBack(long bytes) {
      synchronized (FetchBudget.this) {
        own -= bytes;
        taken -= bytes;
      }
    }

    /** What this reader has taken. */
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
   * A reader begins.
   *
   * @param most bytes that it may have in flight
   * @param mostInAll bytes that all may have
   */
  synchronized Share open(long most, long mostInAll) {
    readers++;
    return new Share(most, mostInAll);
  }

  /** What all have taken. */
  synchronized long taken() {
    return taken;
  }
}
