package dev.kcompact.cli.workflow;

import dev.kcompact.cli.console.Console;
import dev.kcompact.cli.workflow.Workflow.Outcome;
import java.time.Duration;
import java.util.Locale;

/** Starts an execution and shows its progress until it ends. */
record WorkflowProgress(Console console) {
  /** The state machine's timeout, plus the time to observe it. */
  private static final Duration TIMEOUT = Duration.ofHours(12).plusMinutes(5);

  /**
   * @param input JSON input of the execution
   */
  Execution run(DailyWorkflow workflow, String input) throws InterruptedException {
    String arn = workflow.start(input);
    console.say("Started " + arn);
    Execution execution = workflow.follow(arn, TIMEOUT, state -> console.say("  " + state));
    console.print(line("State", "Start", "Took", ""));
    execution.steps().forEach(this::print);
    console.print(line("Total", "", seconds(execution.took()), execution.status()));
    return execution;
  }

  private void print(Workflow.Step step) {
    String note = step.outcome() == Outcome.FAILED ? "with an error" : "";
    console.print(line(step.name(), seconds(step.start()), seconds(step.took()), note));
  }

  private static String line(String state, String start, String took, String note) {
    return String.format("%-24s %10s %10s  %s", state, start, took, note).stripTrailing();
  }

  private static String seconds(Duration duration) {
    return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1e3);
  }
}
