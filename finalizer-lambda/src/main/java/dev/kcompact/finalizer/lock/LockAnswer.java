package dev.kcompact.finalizer.lock;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * What came of it.
 *
 * @param run name of the run; null unless acquired or renewed
 * @param token fencing token; null unless acquired or renewed
 * @param heldBy execution that has the lock; null unless held
 */
public record LockAnswer(
    Status status,
    LocalDate date,
    @Nullable String run,
    @Nullable Long token,
    @Nullable String heldBy) {
  /** The kinds of outcome. */
  public enum Status {
    ACQUIRED,
    HELD,
    RENEWED,
    RELEASED,
    /** There was nothing to release. */
    NOT_HELD
  }
}
