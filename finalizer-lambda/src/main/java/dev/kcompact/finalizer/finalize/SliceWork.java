package dev.kcompact.finalizer.finalize;

import dev.kcompact.finalizer.duckdb.LimitException.Limit;
import dev.kcompact.finalizer.failure.NonRetryableException;
import dev.kcompact.finalizer.invocation.TimeLeft;
import dev.kcompact.finalizer.run.PlanDocument.Part;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;

/**
 * Works off parts as long as there is time. What is done of a part stays done; one that proves too
 * large for memory, storage or a whole invocation is halved by the hash of its key.
 */
final class SliceWork {
  /** Of the reserve; what is left of it then is for ending the invocation. */
  private static final int STOPPING_PART = 3;

  private final Worker worker;
  private final TimeLeft timeLeft;
  private final Duration reserve;

  /**
   * @param reserve no part is begun that could end with less time left than this; one that runs is
   *     stopped with a third of it left
   */
  SliceWork(Worker worker, TimeLeft timeLeft, Duration reserve) {
    this.worker = worker;
    this.timeLeft = timeLeft;
    this.reserve = reserve;
  }

  /** Finalizes a part. */
  interface Worker {
    /**
     * @param time after which the work is to be stopped; may be negative
     */
    Outcome work(Part part, Duration time);

    /** Whether the part may be replaced by its halves. */
    boolean isDivisible(Part part);
  }

  /** What became of a part. */
  sealed interface Outcome {
    /** Its files and its result are in the lake. */
    record Done() implements Outcome {}

    /** Nothing of it is. */
    record TooLarge(Limit limit, String reason) implements Outcome {}
  }

  /**
   * How far it came.
   *
   * @param done parts that were done
   * @param halved parts whose halves are to be done instead
   */
  record Progress(boolean isComplete, List<Part> done, List<Part> halved) {
    Progress {
      done = List.copyOf(done);
      halved = List.copyOf(halved);
    }
  }

  /**
   * Works until all is done or time runs short. The first part is begun in any case: a call that
   * does nothing would be repeated for ever.
   *
   * @param halvedBefore by earlier invocations
   * @throws NonRetryableException if an indivisible part is too large
   */
  Progress run(Collection<Part> parts, Collection<Part> halvedBefore) {
    Deque<Part> todo = new ArrayDeque<>(parts);
    List<Part> done = new ArrayList<>();
    List<Part> halved = new ArrayList<>(halvedBefore);
    boolean isFirst = true;
    Duration longest = Duration.ZERO;
    while (!todo.isEmpty()) {
      Duration left = timeLeft.remaining();
      if (!isFirst && left.compareTo(reserve.plus(longest)) < 0) {
        return new Progress(false, done, halved);
      }
      Part part = todo.removeFirst();
      Outcome outcome = worker.work(part, left.minus(reserve.dividedBy(STOPPING_PART)));
      if (outcome instanceof Outcome.TooLarge tooLarge) {
        boolean isOutOfTime = tooLarge.limit() == Limit.TIME;
        if (!isOutOfTime || isFirst) {
          halve(part, tooLarge, todo, halved);
        }
        if (isOutOfTime) {
          return new Progress(false, done, halved);
        }
      } else {
        done.add(part);
        Duration took = left.minus(timeLeft.remaining());
        longest = took.compareTo(longest) > 0 ? took : longest;
      }
      isFirst = false;
    }
    return new Progress(true, done, halved);
  }

  private void halve(Part part, Outcome.TooLarge why, Deque<Part> todo, List<Part> halved) {
    if (!worker.isDivisible(part)) {
      throw new NonRetryableException(
          "Part "
              + part.text()
              + " does not fit one invocation and cannot be divided further: "
              + why.reason()
              + "; give the function more memory or storage, or the table's SQL less to do");
    }
    halved.add(part);
    List<Part> halves = part.halves();
    for (int i = halves.size() - 1; i >= 0; i--) {
      todo.addFirst(halves.get(i));
    }
  }
}
