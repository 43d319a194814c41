package dev.kcompact.finalizer.latedata;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The progress of an execution with late data. The handler's answer is part of its next request.
 *
 * @param status null before the first call
 * @param round number of late days started; 0 while the execution finalizes its main day
 * @param startedAt start of the execution
 * @param main the execution's own day; null before the first call
 * @param date the late day in progress, or the last one; null before the first call
 * @param outcome of {@code date}: {@code FINALIZED}, {@code FAILED}, {@code FAILED_UNREPORTED} or
 *     {@code HELD}
 * @param days late days that are done
 * @param request replaces the execution's input for {@code date}
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
  public enum Status {
    NEXT,
    NONE,
    /** None is left, but Notify could not report a failed one: the execution has to fail. */
    UNREPORTED
  }

  public record LateDay(LocalDate date, String outcome) {
    /** The state machine's outcome of a failed day that Notify could not report. */
    public static final String UNREPORTED = "FAILED_UNREPORTED";

    public LateDay {
      requireNonNull(date, "date is null");
      requireNonNull(outcome, "outcome is null");
    }
  }

  /** The input for a late day: it waits once, and is never published incomplete. */
  public record LateRequest(LocalDate date, int planAttempts, boolean allowIncomplete) {}

  public LateDataReprocessing {
    requireNonNull(startedAt, "startedAt is null");
    days = days == null ? List.of() : List.copyOf(days);
  }
}
