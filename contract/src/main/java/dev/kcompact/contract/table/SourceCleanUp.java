package dev.kcompact.contract.table;

import static dev.kcompact.contract.Arguments.checkArgument;
import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * What happens to a table's raw objects after their day is published and proven.
 *
 * @param after how long after the end of the day
 */
public record SourceCleanUp(Action action, Duration after) {
  /** They are kept. */
  public static final SourceCleanUp NONE = new SourceCleanUp(Action.KEEP, Duration.ZERO);

  /** The kinds of clean-up. */
  public enum Action {
    KEEP,
    /** They get a tag that a life-cycle rule of the bucket can use to expire or archive them. */
    TAG,
    DELETE
  }

  public SourceCleanUp {
    requireNonNull(action, "action is null");
    requireNonNull(after, "after is null");
    checkArgument(!after.isNegative(), "after is negative: %s", after);
  }
}
