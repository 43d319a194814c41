package dev.kcompact.cli.workflow;

import static java.util.Objects.requireNonNull;

/**
 * The outcome of one day in an execution; an execution that reprocesses late data has several.
 *
 * @param day for example 2026-11-22; a question mark if unknown
 * @param run its name; may be empty
 * @param note the reason, or the current state; may be empty
 */
public record DayOutcome(String day, String run, Status status, String note) {
  public enum Status {
    RUNNING,
    PUBLISHED,
    /** The quality gate rejected it, or it remained incomplete. */
    REJECTED,
    ROLLED_BACK,
    FAILED,
    /** Another execution held the day's lock. */
    DUPLICATE,
    NOTHING
  }

  public DayOutcome {
    requireNonNull(day, "day is null");
    requireNonNull(run, "run is null");
    requireNonNull(status, "status is null");
    requireNonNull(note, "note is null");
  }
}
