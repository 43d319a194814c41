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
    requireText("execution", execution);
    requireText("status", status);
    requireNotNegative("took", took);
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
    /** Refuses a blank name and a negative time. */
    public Step {
      requireText("name", name);
      requireNonNull(detail, "detail is null");
      requireNotNegative("start", start);
      requireNotNegative("took", took);
      requireNonNull(outcome, "outcome is null");
    }
  }

  /** How a state was left. */
  public enum Outcome {
    SUCCEEDED,
    /** With an error, caught or not. */
    FAILED
  }

  private static void requireText(String name, String value) {
    requireNonNull(value, () -> name + " is null");
    if (value.isBlank()) {
      throw new IllegalArgumentException(name + " is blank: \"" + value + '"');
    }
  }

  private static void requireNotNegative(String name, Duration value) {
    requireNonNull(value, () -> name + " is null");
    if (value.isNegative()) {
      throw new IllegalArgumentException(name + " is negative: " + value);
    }
  }
}
