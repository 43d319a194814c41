package dev.kcompact.cli.workflow;

import static java.util.Objects.requireNonNull;

/**
 * What an execution did with one day; an execution that looks back has several.
 *
 * @param day as 2026-11-22; a question mark while it is not known
 * @param run its name; empty where it got none
 * @param note why, or where it is; may be empty
 */
public record Round(String day, String run, Outcome outcome, String note) {
  /** How it ended. */
  public enum Outcome {
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

  public Round {
    requireNonNull(day, "day is null");
    requireNonNull(run, "run is null");
    requireNonNull(outcome, "outcome is null");
    requireNonNull(note, "note is null");
  }
}
