package dev.kcompact.cli.workflow;

import dev.kcompact.cli.ExitCode;
import dev.kcompact.cli.console.Console;
import dev.kcompact.cli.workflow.StateMachineOptions.Machine;
import java.time.LocalDate;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Runs an action of the state machine for a day, shows its states, and prints the result. */
abstract class DayCommand implements Callable<Integer> {
  @Mixin private StateMachineOptions options = new StateMachineOptions();

  @Option(
      names = "--date",
      paramLabel = "D",
      required = true,
      description = "Day, for example 2026-11-22.")
  private LocalDate date = LocalDate.EPOCH;

  private final String action;
  private final Console console = Console.ofThisProcess();

  /**
   * @param action value in the execution's input
   */
  DayCommand(String action) {
    this.action = action;
  }

  /** Whether an action was done or nothing had to be done, and the line to print. */
  record Result(boolean holds, String line) {}

  /** Returns the result of an execution that has ended. */
  abstract Result result(LocalDate day, Execution execution);

  @Override
  public final Integer call() throws InterruptedException {
    String input = "{\"date\":\"" + date + "\",\"action\":\"" + action + "\"}";
    try (Machine machine = options.open()) {
      Result judged = result(date, new WorkflowProgress(console).run(machine.workflow(), input));
      console.print(judged.line());
      return judged.holds() ? ExitCode.SUCCESS : ExitCode.DOES_NOT_HOLD;
    }
  }
}
