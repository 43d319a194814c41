package dev.kcompact.finalizer.rollback;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * What the state machine asks.
 *
 * @param run the asking run
 * @param token of the asking run's lock
 * @param scope null for {@link Scope#RUN}
 */
public record RollbackRequest(LocalDate date, String run, long token, @Nullable Scope scope) {
  /** Whose changes are undone. */
  public enum Scope {
    /** Those of the asking run. */
    RUN,
    /** Those of the run that the day's partitions point at. */
    DAY
  }
}
