package dev.kcompact.finalizer.plan;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * What the state machine asks.
 *
 * @param attempt looks so far
 * @param planAttempts looks in all
 * @param waitSeconds first wait
 * @param allowIncomplete whether a day that lacks objects after the last look is let pass; null for
 *     no
 */
public record PlanRequest(
    LocalDate date,
    String run,
    long token,
    int attempt,
    int planAttempts,
    int waitSeconds,
    @Nullable Boolean allowIncomplete) {
  /** For a day that must be whole. */
  public PlanRequest(
      LocalDate date, String run, long token, int attempt, int planAttempts, int waitSeconds) {
    this(date, run, token, attempt, planAttempts, waitSeconds, null);
  }
}
