package dev.kcompact.cli.workflow;

import java.time.LocalDate;
import picocli.CommandLine.Command;

/** Finalizes a day and shows the steps. */
@Command(
    name = "finalize",
    mixinStandardHelpOptions = true,
    description =
        "Starts the state machine for a day, waits for it, and shows its steps. Exit code 1 if the"
            + " day was rejected or the execution failed.",
    footer = {"", "Example: kcompact finalize --date 2026-11-22"})
public final class FinalizeCommand extends DayCommand {
  FinalizeCommand() {
    super("FINALIZE");
  }

  @Override
  Result result(LocalDate date, Execution execution) {
    if (!execution.succeeded()) {
      return new Result(false, "Not finalized: " + date + ": " + execution.reason());
    }
    if (execution.entered("AlreadyRunning")) {
      return new Result(
          true,
          "Nothing done: another execution holds the lock of "
              + date
              + ": "
              + execution.outputText("/lock/heldBy"));
    }
    return new Result(
        true,
        execution.entered("Publish")
            ? "Published: " + date + ", run " + execution.outputText("/lock/run")
            : "Nothing done: " + date + " has neither raw objects nor compacted files");
  }
}
