package dev.kcompact.job.plan;

import static dev.kcompact.contract.Arguments.requirePositive;
import static java.util.Objects.requireNonNull;

import dev.kcompact.contract.lineage.SourceObject;
import java.time.Duration;
import java.time.Instant;

/**
 * An object that was set aside.
 *
 * @param attempts how often it could not be read
 * @param retryAt when it is tried again
 */
public record UnreadableEntry(
    TableDay tableDay,
    SourceObject object,
    String reason,
    Instant since,
    int attempts,
    Instant retryAt) {
  private static final Duration FIRST = Duration.ofSeconds(10);
  private static final Duration LONGEST = Duration.ofHours(6);
  private static final int MAX_DOUBLINGS = 12;

  public UnreadableEntry {
    requireNonNull(tableDay, "tableDay is null");
    requireNonNull(object, "object is null");
    requireNonNull(reason, "reason is null");
    requireNonNull(since, "since is null");
    requireNonNull(retryAt, "retryAt is null");
    requirePositive(attempts, "attempts");
  }

  public static UnreadableEntry first(
      TableDay tableDay, SourceObject object, String reason, Instant now) {
    return new UnreadableEntry(tableDay, object, reason, now, 1, now.plus(FIRST));
  }

  /** The time to the next attempt doubles, up to six hours. */
  public UnreadableEntry again(String why, Instant now) {
    Duration wait = FIRST.multipliedBy(1L << Math.min(attempts, MAX_DOUBLINGS));
    return new UnreadableEntry(
        tableDay,
        object,
        why,
        since,
        attempts + 1,
        now.plus(wait.compareTo(LONGEST) < 0 ? wait : LONGEST));
  }
}
