package dev.kcompact.finalizer.lock;

import dev.kcompact.finalizer.failure.NonRetryableException;
import dev.kcompact.finalizer.failure.RetryableException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.Optional;

/**
 * The policy of the lock. An owner that still runs keeps it, however late; one that has ended loses
 * it at once; one of which nothing is known loses it when the lock has expired.
 */
public final class DayLock {
  /** A lost race means that another one won: there is little to try again. */
  private static final int ROUNDS = 5;

  private final LockTable table;
  private final Executions executions;
  private final InstantSource clock;
  private final Duration duration;

  public DayLock(LockTable table, Executions executions, InstantSource clock, Duration duration) {
    this.table = table;
    this.executions = executions;
    this.clock = clock;
    this.duration = duration;
  }

  /** What came of asking for a lock. */
  public sealed interface Outcome {
    /** It is the asker's; asking again gives the same token. */
    record Acquired(long token) implements Outcome {}

    /** Another execution has it. */
    record Held(String owner) implements Outcome {}
  }

  public Outcome acquire(LocalDate day, String execution) {
    for (int round = 0; round < ROUNDS; round++) {
      Optional<LockItem> seen = table.find(day);
      if (seen.isPresent() && !isFor(seen.get(), execution)) {
        return new Outcome.Held(seen.get().owner());
      }
      LockItem mine = next(seen, execution);
      if (table.replace(day, seen, mine)) {
        return new Outcome.Acquired(mine.token());
      }
    }
    throw new RetryableException(
        "Failed to acquire lock: day " + day + ", it changes all the time");
  }

  private boolean isFor(LockItem seen, String execution) {
    if (!seen.held() || seen.owner().equals(execution)) {
      return true;
    }
    return switch (executions.stateOf(seen.owner())) {
      case RUNNING -> false;
      case ENDED -> true;
      case UNKNOWN -> !clock.instant().isBefore(seen.expiresAt());
    };
  }

  /**
   * The clock is in the token so that it grows even when the table is lost: a run's location in the
   * lake must never come twice.
   */
  private LockItem next(Optional<LockItem> seen, String execution) {
    Instant now = clock.instant();
    boolean again = seen.isPresent() && seen.get().isHeldBy(execution);
    long last = seen.map(LockItem::token).orElse(0L);
    long token = again ? last : Math.max(last + 1, now.getEpochSecond());
    return new LockItem(execution, token, true, now.plus(duration));
  }

  /**
   * Puts off the expiry.
   *
   * @throws NonRetryableException if {@code execution} does not have the lock
   */
  public long renew(LocalDate day, String execution) {
    Optional<LockItem> seen = table.find(day);
    if (seen.isEmpty() || !seen.get().isHeldBy(execution)) {
      throw lost(day, seen);
    }
    if (!table.replace(day, seen, next(seen, execution))) {
      throw lost(day, table.find(day));
    }
    return seen.get().token();
  }

  /** Gives the lock back; false where {@code execution} did not have it. */
  public boolean release(LocalDate day, String execution) {
    Optional<LockItem> seen = table.find(day);
    if (seen.isEmpty() || !seen.get().isHeldBy(execution)) {
      return false;
    }
    LockItem item = seen.get();
    return table.replace(
        day, seen, new LockItem(item.owner(), item.token(), false, item.expiresAt()));
  }

  /**
   * Checks a fencing token before something is changed.
   *
   * @throws NonRetryableException if a later run has the lock, or nobody
   */
  public static void verify(LockTable table, LocalDate day, long token) {
    Optional<LockItem> seen = table.find(day);
    if (seen.isEmpty() || !seen.get().held() || seen.get().token() != token) {
      throw new NonRetryableException(
          "The lock of "
              + day
              + " is not this run's any more: its token is "
              + seen.map(item -> item.token() + (item.held() ? "" : ", free")).orElse("none")
              + ", this run's is "
              + token);
    }
  }

  private static NonRetryableException lost(LocalDate day, Optional<LockItem> seen) {
    return new NonRetryableException(
        "The lock of "
            + day
            + " is not this execution's: it is "
            + seen.filter(LockItem::held).map(item -> item.owner() + "'s").orElse("free"));
  }
}
