package dev.kcompact.job.compact;

/**
 * Limits the bytes that all readers of a process have in flight. A reader takes at most its own
 * limit and an equal share of the common limit. A reader with nothing in flight may always take one
 * object, so that every reader makes progress; it exceeds the limit by at most one object. Never
 * blocks. Thread-safe.
 */
final class FetchBudget {
  /** Shared by all readers of a job: Flink loads a job's classes once per TaskManager. */
  static final FetchBudget OF_PROCESS = new FetchBudget();

  private int readers;
  private long taken;

  /** A reader's share of the budget, used in that reader's thread. */
  final class Share implements AutoCloseable {
    private final long max;
    private final long maxInAll;
    private long own;

    private Share(long max, long maxInAll) {
      this.max = max;
      this.maxInAll = maxInAll;
    }

    /** Takes {@code bytes} if they fit and returns whether they do. */
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

  /** Opens the share of a reader, with limits in bytes. */
  synchronized Share open(long max, long maxInAll) {
    readers++;
    return new Share(max, maxInAll);
  }

  synchronized long taken() {
    return taken;
  }
}
