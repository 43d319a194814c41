package dev.kcompact.cli.workflow;

import java.time.LocalDate;
import picocli.CommandLine.Command;

/** Takes back what is published of a day, and shows how. */
@Command(
    name = "rollback",
    mixinStandardHelpOptions = true,
    description =
        "Lets the partitions of a day point where they pointed before the run that is published"
            + " now, and tells Kafka. Files stay. A second rollback goes one run further back."
            + " Exit code 1 when it could not be done.")
public final class RollbackCommand extends DayCommand {
  /** Called by picocli. */
  RollbackCommand() {
    super("ROLLBACK");
  }

  @Override
  Result result(LocalDate date, Execution execution) {
    if (!execution.succeeded()) {
      return new Result(false, "Not rolled back: " + date + ": " + execution.reason());
    }
    if (execution.entered("AlreadyRunning")) {
      return new Result(
          false,
          "Not rolled back: another execution has "
              + date
              + ", try again when it has ended: "
              + execution.outputText("/lock/heldBy"));
    }
    return new Result(
        true,
        execution.outputText("/rollback/status").equals("ROLLED_BACK")
            ? "Rolled back: " + date + ", run " + execution.outputText("/rollback/run")
            : "Nothing done: nothing is published of " + date);
  }
}
