package dev.kcompact.finalizer.plan;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * The payload of Plan.
 *
 * @param attempt number of attempts so far
 * @param planAttempts largest number of attempts
 * @param waitSeconds before the second attempt
 * @param allowIncomplete whether the last attempt accepts a day that lacks objects; null means no
 */
public record PlanRequest(
    LocalDate date,
    String run,
    long token,
    int attempt,
    int planAttempts,
    int waitSeconds,
    @Nullable Boolean allowIncomplete) {
  /** For a day that must be complete. */
  public PlanRequest(
      LocalDate date, String run, long token, int attempt, int planAttempts, int waitSeconds) {
    this(date, run, token, attempt, planAttempts, waitSeconds, null);
  }
}
