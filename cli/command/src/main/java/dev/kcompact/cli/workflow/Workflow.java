package dev.kcompact.cli.workflow;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.List;

/**
 * An execution of the daily state machine.
 *
 * @param execution its name
 * @param status Step Functions' status, for example SUCCEEDED
 * @param took from its start to its end
 * @param steps the states it entered, by start time
 */
public record Workflow(String execution, String status, Duration took, List<Step> steps) {
  public Workflow {
    requireNonNull(execution, "execution is null");
    requireNonNull(status, "status is null");
    requireNonNull(took, "took is null");
    steps = List.copyOf(steps);
  }

  /**
   * A state that was entered.
   *
   * @param detail for example the table of a Map iteration; may be empty
   * @param start time since the execution's start
   */
  public record Step(String name, String detail, Duration start, Duration took, Outcome outcome) {
    public Step {
      requireNonNull(name, "name is null");
      requireNonNull(detail, "detail is null");
      requireNonNull(start, "start is null");
      requireNonNull(took, "took is null");
      requireNonNull(outcome, "outcome is null");
    }
  }

  /** How a state ended. */
  public enum Outcome {
    SUCCEEDED,
    /** With an error, caught or not. */
    FAILED
  }
}
