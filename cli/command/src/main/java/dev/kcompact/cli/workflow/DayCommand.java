package dev.kcompact.cli.workflow;

import dev.kcompact.cli.ExitCode;
import dev.kcompact.cli.console.Console;
import dev.kcompact.cli.workflow.MachineOptions.Machine;
import java.time.LocalDate;
import java.util.function.Function;

/** Asks the state machine for something with a day, shows how it goes, and says what came of it. */
final class DayCommand {
  private final MachineOptions options;
  private final LocalDate day;
  private final Console console = Console.ofThisProcess();

  DayCommand(MachineOptions options, LocalDate day) {
    this.options = options;
    this.day = day;
  }

  /**
   * Follows an execution to its end.
   *
   * @param action as the execution's input has it
   * @param verdict of the execution
   * @return an {@link ExitCode}
   */
  int follow(String action, Function<Execution, Verdict> verdict) throws InterruptedException {
    String input = "{\"date\":\"" + day + "\",\"action\":\"" + action + "\"}";
    try (Machine machine = options.open()) {
      Verdict found = verdict.apply(new WorkflowScreen(console).run(machine.workflow(), input));
      console.print(found.line());
      return found.holds() ? ExitCode.SUCCESS : ExitCode.DOES_NOT_HOLD;
    }
  }
}
