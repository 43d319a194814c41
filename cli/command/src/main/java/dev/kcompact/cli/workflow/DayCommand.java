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
      description = "The day, as 2026-11-22.")
  private LocalDate date = LocalDate.EPOCH;

  private final String action;
  private final Console console = Console.ofThisProcess();

  /**
   * @param action as the execution's input has it
   */
  DayCommand(String action) {
    this.action = action;
  }

  /**
   * The result of an action for a day.
   *
   * @param holds whether it was done, or there was nothing to do
   * @param line the result as the command prints it
   */
  record Result(boolean holds, String line) {}

  /** Judges an execution that has ended. */
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
