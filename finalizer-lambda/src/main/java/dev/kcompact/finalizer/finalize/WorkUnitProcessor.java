package dev.kcompact.finalizer.finalize;

import dev.kcompact.finalizer.duckdb.LimitException.Limit;
import dev.kcompact.finalizer.failure.NonRetryableException;
import dev.kcompact.finalizer.invocation.TimeLeft;
import dev.kcompact.finalizer.run.documents.HashBucket;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;

/**
 * Processes hash buckets one after the other until the invocation's time runs short. A bucket that
 * exceeds memory, storage or the time of an invocation is split in two by the hash of its key.
 */
final class WorkUnitProcessor {
  /** A running bucket is stopped when this share of the reserve is left, to end the invocation. */
  private static final int STOPPING_SHARE = 3;

  private final Worker worker;
  private final TimeLeft timeLeft;
  private final Duration reserve;

  /**
   * @param reserve no bucket is started that may end with less time left than this; a running one
   *     is stopped when a third of it is left
   */
  WorkUnitProcessor(Worker worker, TimeLeft timeLeft, Duration reserve) {
    this.worker = worker;
    this.timeLeft = timeLeft;
    this.reserve = reserve;
  }

  /** Finalizes one hash bucket. */
  interface Worker {
    /**
     * @param time after which the work is to be stopped; may be negative
     */
    Outcome work(HashBucket bucket, Duration time);

    /** Whether the bucket may be split. */
    boolean isDivisible(HashBucket bucket);
  }

  /** The outcome of one hash bucket. */
  sealed interface Outcome {
    /** Its files and its result are in the lake. */
    record Done() implements Outcome {}

    /** Nothing of it is in the lake. */
    record TooLarge(Limit limit, String reason) implements Outcome {}
  }

  /**
   * The progress of one invocation.
   *
   * @param done buckets that were completed
   * @param split buckets that are replaced by their two halves
   */
  record Progress(boolean isComplete, List<HashBucket> done, List<HashBucket> split) {
    Progress {
      done = List.copyOf(done);
      split = List.copyOf(split);
    }
  }

  /**
   * Processes buckets until all are done or time runs short. The first bucket is started in any
   * case, since a call without progress would be repeated without end.
   *
   * @param splitBefore by earlier invocations
   * @throws NonRetryableException if a bucket is too large and indivisible
   */
  Progress run(Collection<HashBucket> buckets, Collection<HashBucket> splitBefore) {
    Deque<HashBucket> todo = new ArrayDeque<>(buckets);
    List<HashBucket> done = new ArrayList<>();
    List<HashBucket> split = new ArrayList<>(splitBefore);
    boolean isFirst = true;
    Duration longest = Duration.ZERO;
    while (!todo.isEmpty()) {
      Duration left = timeLeft.remaining();
      if (!isFirst && left.compareTo(reserve.plus(longest)) < 0) {
        return new Progress(false, done, split);
      }
      HashBucket bucket = todo.removeFirst();
      Outcome outcome = worker.work(bucket, left.minus(reserve.dividedBy(STOPPING_SHARE)));
      if (outcome instanceof Outcome.TooLarge tooLarge) {
        boolean isOutOfTime = tooLarge.limit() == Limit.TIME;
        if (!isOutOfTime || isFirst) {
          split(bucket, tooLarge, todo);
          split.add(bucket);
        }
        if (isOutOfTime) {
          return new Progress(false, done, split);
        }
      } else {
        done.add(bucket);
        Duration took = left.minus(timeLeft.remaining());
        longest = took.compareTo(longest) > 0 ? took : longest;
      }
      isFirst = false;
    }
    return new Progress(true, done, split);
  }

  private void split(HashBucket bucket, Outcome.TooLarge why, Deque<HashBucket> todo) {
    if (!worker.isDivisible(bucket)) {
      throw new NonRetryableException(
          "Hash bucket "
              + bucket.text()
              + " does not fit one invocation and cannot be divided further: "
              + why.reason()
              + "; give the function more memory or storage, or the table's SQL less to do");
    }
    List<HashBucket> halves = bucket.split();
    for (int i = halves.size() - 1; i >= 0; i--) {
      todo.addFirst(halves.get(i));
    }
  }
}
