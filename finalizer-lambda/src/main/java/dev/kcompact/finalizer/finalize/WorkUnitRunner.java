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
 * Finalizes the hash buckets of a work unit until time runs short. A bucket that is too large for
 * memory, storage or one invocation is split in two.
 *
 * @param reserve no bucket is started that could end with less time left than this; a running one
 *     is stopped when a third of it is left
 */
record WorkUnitRunner(Worker worker, TimeLeft timeLeft, Duration reserve) {
  private static final int RESERVE_DIVISOR = 3;

  interface Worker {
    /** Stops after {@code time}, which may be negative. */
    Outcome work(HashBucket bucket, Duration time);

    /** Whether two buckets of half the size may replace the bucket. */
    boolean isSplittable(HashBucket bucket);
  }

  sealed interface Outcome {
    /** The files and the result document are in the lake. */
    record Done() implements Outcome {}

    /** DuckDB reached a limit; nothing is in the lake. */
    record TooLarge(Limit limit, String reason) implements Outcome {}
  }

  /** The progress of an invocation; {@code split} buckets are replaced by their two halves. */
  record Progress(boolean isComplete, List<HashBucket> done, List<HashBucket> split) {
    Progress {
      done = List.copyOf(done);
      split = List.copyOf(split);
    }
  }

  /**
   * Finalizes buckets until all are done or time runs short. Always starts the first one: a call
   * that does nothing would be repeated forever.
   *
   * @param splitBefore buckets that earlier invocations split
   * @throws NonRetryableException if a bucket is too large and cannot be split
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
      Outcome outcome = worker.work(bucket, left.minus(reserve.dividedBy(RESERVE_DIVISOR)));
      if (outcome instanceof Outcome.TooLarge tooLarge) {
        boolean isOutOfTime = tooLarge.limit() == Limit.TIME;
        if (!isOutOfTime || isFirst) {
          split(bucket, tooLarge, todo, split);
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

  private void split(
      HashBucket bucket,
      Outcome.TooLarge tooLarge,
      Deque<HashBucket> todo,
      List<HashBucket> split) {
    if (!worker.isSplittable(bucket)) {
      throw new NonRetryableException(
          ("Bucket %s does not fit one invocation and cannot be split further: %s; give the"
                  + " function more memory or storage, or simplify the table's SQL")
              .formatted(bucket.text(), tooLarge.reason()));
    }
    split.add(bucket);
    List<HashBucket> buckets = bucket.split();
    for (int i = buckets.size() - 1; i >= 0; i--) {
      todo.addFirst(buckets.get(i));
    }
  }
}
