package dev.kcompact.cli.workflow;

import java.time.LocalDate;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Takes back what is published of a day, and shows how. */
@Command(
    name = "rollback",
    mixinStandardHelpOptions = true,
    description =
        "Lets the partitions of a day point where they pointed before the run that is published"
            + " now, and tells Kafka. Files stay. A second rollback goes one run further back."
            + " Exit code 1 when it could not be done.")
public final class RollbackCommand implements Callable<Integer> {
  @Mixin private MachineOptions machine = new MachineOptions();

  @Option(
      names = "--date",
      paramLabel = "D",
      required = true,
      description = "The day, as 2026-11-22.")
  private LocalDate date = LocalDate.EPOCH;

  @Override
  public Integer call() throws InterruptedException {
    return new DayCommand(machine, date).follow("ROLLBACK", this::verdict);
  }

  private Verdict verdict(Execution execution) {
    if (!execution.succeeded()) {
      return new Verdict(false, "Not rolled back: " + date + ": " + execution.reason());
    }
    if (execution.entered("AlreadyRunning")) {
      return new Verdict(
          false,
          "Not rolled back: another execution has "
              + date
              + ", try again when it has ended: "
              + execution.outputText("/lock/heldBy"));
    }
    return new Verdict(
        true,
        execution.outputText("/rollback/status").equals("ROLLED_BACK")
            ? "Rolled back: " + date + ", run " + execution.outputText("/rollback/run")
            : "Nothing done: nothing is published of " + date);
  }
}
