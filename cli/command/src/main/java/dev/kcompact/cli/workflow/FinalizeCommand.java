package dev.kcompact.cli.workflow;

import java.time.LocalDate;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Finalizes a day, and shows how. */
@Command(
    name = "finalize",
    mixinStandardHelpOptions = true,
    description =
        "Starts the state machine for a day, follows it, and shows its steps. Exit code 1 when the"
            + " day was rejected or the execution failed.")
public final class FinalizeCommand implements Callable<Integer> {
  @Mixin private MachineOptions machine = new MachineOptions();

  @Option(
      names = "--date",
      paramLabel = "D",
      required = true,
      description = "The day, as 2026-11-22.")
  private LocalDate date = LocalDate.EPOCH;

  @Override
  public Integer call() throws InterruptedException {
    return new DayCommand(machine, date).follow("FINALIZE", this::verdict);
  }

  private Verdict verdict(Execution execution) {
    if (!execution.succeeded()) {
      return new Verdict(false, "Not finalized: " + date + ": " + execution.reason());
    }
    if (execution.entered("AlreadyRunning")) {
      return new Verdict(
          true,
          "Nothing done: another execution has "
              + date
              + ": "
              + execution.outputText("/lock/heldBy"));
    }
    return new Verdict(
        true,
        execution.entered("Publish")
            ? "Published: " + date + ", run " + execution.outputText("/lock/run")
            : "Nothing done: " + date + " has neither raw objects nor compacted files");
  }
}
