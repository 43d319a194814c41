package dev.kcompact.cli.workflow;

import java.time.LocalDate;
import picocli.CommandLine.Command;

/** Rolls back a published day and shows the steps. */
@Command(
    name = "rollback",
    mixinStandardHelpOptions = true,
    description =
        "Points the partitions of a day to the run that was published before the current one, and"
            + " sends a message to Kafka. Deletes no files. A second rollback goes one run further"
            + " back. Exit code 1 if it fails.",
    footer = {"", "Example: kcompact rollback --date 2026-11-22"})
public final class RollbackCommand extends DayCommand {
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
          "Not rolled back: another execution holds the lock of "
              + date
              + "; try again when it has ended: "
              + execution.outputText("/lock/heldBy"));
    }
    return new Result(
        true,
        execution.outputText("/rollback/status").equals("ROLLED_BACK")
            ? "Rolled back: " + date + ", run " + execution.outputText("/rollback/run")
            : "Nothing done: nothing is published for " + date);
  }
}
