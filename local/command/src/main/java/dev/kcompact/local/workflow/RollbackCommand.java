package dev.kcompact.local.workflow;

import dev.kcompact.local.ExitCode;
import dev.kcompact.local.console.Console;
import dev.kcompact.local.workflow.WorkflowOptions.Machine;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Takes back what is published of a day, and shows how. */
@Command(
    name = "rollback",
    mixinStandardHelpOptions = true,
    description =
        "Lets the partitions of a day point where they pointed before the run that is published"
            + " now, and tells Kafka. Files stay. A second rollback goes one run further back."
            + " Exit code 1 when it could not be done.")
public final class RollbackCommand implements Callable<Integer> {
  @Mixin private WorkflowOptions options = new WorkflowOptions();

  private final Console console = Console.ofThisProcess();

  @Override
  public Integer call() throws InterruptedException {
    try (Machine machine = options.open()) {
      Execution execution =
          new WorkflowScreen(console)
              .run(
                  machine.workflow(),
                  "{\"date\":\"" + options.date() + "\",\"action\":\"ROLLBACK\"}");
      console.print(outcome(execution));
      boolean done = execution.succeeded() && !execution.entered("AlreadyRunning");
      return done ? ExitCode.SUCCESS : ExitCode.DOES_NOT_HOLD;
    }
  }

  private String outcome(Execution execution) {
    if (!execution.succeeded()) {
      return "Not rolled back: " + options.date() + ": " + execution.reason();
    }
    if (execution.entered("AlreadyRunning")) {
      return "Not rolled back: another execution has "
          + options.date()
          + ", try again when it has ended: "
          + execution.outputText("/lock/heldBy");
    }
    return execution.outputText("/rollback/status").equals("ROLLED_BACK")
        ? "Rolled back: " + options.date() + ", run " + execution.outputText("/rollback/run")
        : "Nothing done: nothing is published of " + options.date();
  }
}
