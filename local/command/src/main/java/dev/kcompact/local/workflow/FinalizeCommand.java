package dev.kcompact.local.workflow;

import dev.kcompact.local.ExitCode;
import dev.kcompact.local.console.Console;
import dev.kcompact.local.workflow.WorkflowOptions.Machine;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Finalizes a day, and shows how. */
@Command(
    name = "finalize",
    mixinStandardHelpOptions = true,
    description =
        "Starts the state machine for a day, follows it, and shows its steps. Exit code 1 when the"
            + " day was rejected or the execution failed.")
public final class FinalizeCommand implements Callable<Integer> {
  @Mixin private WorkflowOptions options = new WorkflowOptions();

  private final Console console = Console.ofThisProcess();

  @Override
  public Integer call() throws InterruptedException {
    try (Machine machine = options.open()) {
      Execution execution =
          new WorkflowScreen(console)
              .run(machine.workflow(), "{\"date\":\"" + options.date() + "\"}");
      console.print(outcome(execution));
      return execution.succeeded() ? ExitCode.SUCCESS : ExitCode.DOES_NOT_HOLD;
    }
  }

  private String outcome(Execution execution) {
    if (!execution.succeeded()) {
      return "Not finalized: " + options.date() + ": " + execution.reason();
    }
    if (execution.entered("AlreadyRunning")) {
      return "Nothing done: another execution has "
          + options.date()
          + ": "
          + execution.outputText("/lock/heldBy");
    }
    return execution.entered("Publish")
        ? "Published: " + options.date() + ", run " + execution.outputText("/lock/run")
        : "Nothing done: " + options.date() + " has neither raw objects nor compacted files";
  }
}
