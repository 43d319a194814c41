package dev.kcompact.cli.workflow;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kcompact.cli.process.CommandException;
import java.time.Duration;
import java.util.List;

/**
 * An execution that has ended.
 *
 * @param status SUCCEEDED, FAILED, TIMED_OUT or ABORTED
 * @param output JSON; empty unless it succeeded
 * @param reason why it failed, in one line; empty if it succeeded
 * @param steps the states it entered, by start time
 */
public record Execution(
    String name,
    String status,
    String input,
    String output,
    String reason,
    List<Workflow.Step> steps) {
  private static final ObjectMapper JSON = new ObjectMapper();

  public Execution {
    requireNonNull(name, "name is null");
    requireNonNull(status, "status is null");
    steps = List.copyOf(steps);
  }

  public boolean succeeded() {
    return status.equals("SUCCEEDED");
  }

  public boolean entered(String state) {
    return steps.stream().anyMatch(step -> step.name().equals(state));
  }

  /** Returns the text at a JSON pointer in the output, or an empty text. */
  public String outputText(String pointer) {
    try {
      return JSON.readTree(output).at(pointer).asText("");
    } catch (JsonProcessingException e) {
      throw new CommandException("Failed to read the output of the execution: " + name, e);
    }
  }

  /** Time from its start to the end of its last state. */
  public Duration took() {
    return steps.stream()
        .map(step -> step.start().plus(step.took()))
        .max(Duration::compareTo)
        .orElse(Duration.ZERO);
  }

  public Workflow forReport() {
    return new Workflow(name, status, took(), steps);
  }
}
