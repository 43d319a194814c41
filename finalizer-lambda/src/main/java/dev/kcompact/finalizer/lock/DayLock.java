package dev.kcompact.finalizer.lock;

import dev.kcompact.finalizer.failure.NonRetryableException;
import dev.kcompact.finalizer.failure.RetryableException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.Optional;

/**
 * The lock of a day. A running owner keeps it beyond its expiry. An owner that has ended loses it
 * at once, and an unknown owner loses it when it expires.
 */
public final class DayLock {
  /** If an attempt fails, another execution has won, so few attempts are enough. */
  private static final int MAX_ATTEMPTS = 5;

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

  @FunctionalInterface
  public interface Executions {
    enum State {
      RUNNING,
      ENDED,
      /** The execution does not exist, or its record has expired. */
      UNKNOWN
    }

    State stateOf(String executionArn);
  }

  public sealed interface Outcome {
    /** The caller has the lock; a repeated call returns the same token. */
    record Acquired(long token) implements Outcome {}

    record Held(String owner) implements Outcome {}
  }

  public Outcome acquire(LocalDate day, String execution) {
    for (int attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
      Optional<LockItem> seen = table.find(day);
      if (seen.isPresent() && !isAvailableTo(seen.get(), execution)) {
        return new Outcome.Held(seen.get().owner());
      }
      LockItem next = next(seen, execution);
      if (table.replace(day, seen, next)) {
        return new Outcome.Acquired(next.token());
      }
    }
    throw new RetryableException(
        "Failed to acquire the lock of "
            + day
            + ": another execution changed it in each of "
            + MAX_ATTEMPTS
            + " attempts");
  }

  private boolean isAvailableTo(LockItem seen, String execution) {
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
   * The token includes the clock, so that it grows even if the table is lost: no two runs may use
   * the same location in the lake.
   */
  private LockItem next(Optional<LockItem> seen, String execution) {
    Instant now = clock.instant();
    boolean again = seen.isPresent() && seen.get().isHeldBy(execution);
    long last = seen.map(LockItem::token).orElse(0L);
    long token = again ? last : Math.max(last + 1, now.getEpochSecond());
    return new LockItem(execution, token, true, now.plus(duration));
  }

  /**
   * Extends the expiry and returns the token.
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

  /** Returns false if {@code execution} does not have the lock. */
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
   * Checks a fencing token before a change.
   *
   * @throws NonRetryableException if a later run has the lock, or no run has it
   */
  public static void verify(LockTable table, LocalDate day, long token) {
    Optional<LockItem> seen = table.find(day);
    if (seen.isEmpty() || !seen.get().held() || seen.get().token() != token) {
      throw new NonRetryableException(
          "This run no longer holds the lock of %s: its token is %s, this run's is %s"
              .formatted(
                  day,
                  seen.map(item -> item.token() + (item.held() ? "" : ", free")).orElse("none"),
                  token));
    }
  }

  private static NonRetryableException lost(LocalDate day, Optional<LockItem> seen) {
    return new NonRetryableException(
        "This execution does not hold the lock of %s: %s"
            .formatted(
                day,
                seen.filter(LockItem::held)
                    .map(i -> i.owner() + " holds it")
                    .orElse("it is free")));
  }
}
