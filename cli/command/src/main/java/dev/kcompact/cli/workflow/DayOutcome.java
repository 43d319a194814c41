package dev.kcompact.cli.workflow;

import static java.util.Objects.requireNonNull;

/**
 * The outcome of one day in an execution; an execution that reprocesses late data has several.
 *
 * @param day as 2026-11-22; a question mark if it is unknown
 * @param run its name; empty if it has none
 * @param note why, or where it is; may be empty
 */
public record DayOutcome(String day, String run, Status status, String note) {
  /** How it ended. */
  public enum Status {
    RUNNING,
    PUBLISHED,
    /** The quality gate refused it, or it stayed incomplete. */
    REJECTED,
    ROLLED_BACK,
    FAILED,
    /** Another execution had the day. */
    DUPLICATE,
    /** There was nothing to do. */
    NOTHING
  }

  public DayOutcome {
    requireNonNull(day, "day is null");
    requireNonNull(run, "run is null");
    requireNonNull(status, "status is null");
    requireNonNull(note, "note is null");
  }
}
