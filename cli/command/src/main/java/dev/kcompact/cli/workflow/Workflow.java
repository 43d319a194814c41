package dev.kcompact.cli.workflow;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.List;

/**
 * An execution of the day's state machine.
 *
 * @param execution its name
 * @param status SUCCEEDED, FAILED and so on, as Step Functions says it
 * @param took from its start to its end
 * @param steps the states it entered, by their start
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
   * @param name the state's name
   * @param detail what it worked on, as a table of a Map; may be empty
   * @param start from the execution's start
   * @param took until it was left
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

  /** How a state was left. */
  public enum Outcome {
    SUCCEEDED,
    /** With an error, caught or not. */
    FAILED
  }
}
