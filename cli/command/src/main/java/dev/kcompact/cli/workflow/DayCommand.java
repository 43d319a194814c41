package dev.kcompact.cli.workflow;

import dev.kcompact.cli.ExitCode;
import dev.kcompact.cli.console.Console;
import dev.kcompact.cli.workflow.StateMachineOptions.Machine;
import java.time.LocalDate;
import java.util.function.Function;

/** Runs an action of the state machine for a day, shows its states, and prints the result. */
final class DayCommand {
  private final StateMachineOptions options;
  private final LocalDate day;
  private final Console console = Console.ofThisProcess();

  DayCommand(StateMachineOptions options, LocalDate day) {
    this.options = options;
    this.day = day;
  }

  /**
   * Follows an execution to its end.
   *
   * @param action as the execution's input has it
   * @param result judges the execution
   * @return an {@link ExitCode}
   */
  int follow(String action, Function<Execution, DayResult> result) throws InterruptedException {
    String input = "{\"date\":\"" + day + "\",\"action\":\"" + action + "\"}";
    try (Machine machine = options.open()) {
      DayResult judged = result.apply(new WorkflowProgress(console).run(machine.workflow(), input));
      console.print(judged.line());
      return judged.holds() ? ExitCode.SUCCESS : ExitCode.DOES_NOT_HOLD;
    }
  }
}
