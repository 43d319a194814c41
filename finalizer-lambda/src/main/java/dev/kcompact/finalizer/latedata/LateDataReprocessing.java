package dev.kcompact.finalizer.latedata;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How far an execution is with late days; its answer is the next call's question.
 *
 * @param status null before the first look
 * @param round late days that were begun; 0 while the execution is at its main day
 * @param startedAt when the execution began
 * @param main the day that the execution is for; null before the first look
 * @param date the late day that is begun, or was the last one; null before the first look
 * @param outcome what became of {@code date}: {@code FINALIZED}, {@code FAILED} or {@code HELD}
 * @param days late days that had their turn
 * @param request what replaces the execution's input for {@code date}
 */
public record LateDataReprocessing(
    @Nullable Status status,
    int round,
    Instant startedAt,
    @Nullable LocalDate main,
    @Nullable LocalDate date,
    @Nullable String outcome,
    @Nullable List<LateDay> days,
    @Nullable LateRequest request) {
  /** Whether there is a day to go on with. */
  public enum Status {
    NEXT,
    NONE
  }

  /** A late day and what became of it. */
  public record LateDay(LocalDate date, String outcome) {
    public LateDay {
      requireNonNull(date, "date is null");
      requireNonNull(outcome, "outcome is null");
    }
  }

  /**
   * What is other for a late day: it is waited for once only, and never published incomplete.
   *
   * @param planAttempts looks in all
   */
  public record LateRequest(LocalDate date, int planAttempts, boolean allowIncomplete) {}

  public LateDataReprocessing {
    requireNonNull(startedAt, "startedAt is null");
    days = days == null ? List.of() : List.copyOf(days);
  }
}
