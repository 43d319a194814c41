package dev.kcompact.testbed.faults;

import dev.kcompact.cli.ExitCode;
import dev.kcompact.cli.console.Console;
import dev.kcompact.cli.home.Installation;
import dev.kcompact.cli.home.WorkFolder;
import dev.kcompact.testbed.proxy.Fault;
import dev.kcompact.testbed.stack.Checkout;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Kills processes and breaks requests while objects arrive, and checks every record. */
@Command(
    name = "faults",
    mixinStandardHelpOptions = true,
    description =
        "Runs the packaged job on a separate Flink cluster, kills processes and breaks requests at"
            + " random moments while objects arrive, and checks after each step that the lake has"
            + " every record exactly once and unchanged. Exit code 1 if it does not.",
    footer = {"", "Example: kcompact faults --kills 12 --seed 7 --report faults.json"})
public final class FaultsCommand implements Callable<Integer> {
  @Option(
      names = "--kills",
      paramLabel = "N",
      defaultValue = "20",
      description = "Number of processes to kill (default: ${DEFAULT-VALUE}).")
  private int kills;

  @Option(
      names = "--request-faults",
      paramLabel = "N",
      defaultValue = "200",
      description = "Number of requests to break (default: ${DEFAULT-VALUE}).")
  private int requestFaults;

  @Option(
      names = "--seed",
      paramLabel = "S",
      description = "Seed of all random moments; every run prints its seed (default: random).")
  private @Nullable Long seed;

  @Option(
      names = "--work",
      paramLabel = "DIR",
      description = "Folder for data and logs (default: .work/faults).")
  private @Nullable Path work;

  @Option(names = "--report", paramLabel = "FILE", description = "Writes all results as JSON.")
  private @Nullable Path report;

  @Spec private CommandSpec spec = CommandSpec.create();
  private final Console console = Console.ofThisProcess();

  @Override
  public Integer call() throws Exception {
    require("--kills", kills);
    require("--request-faults", requestFaults);
    Checkout checkout = Checkout.ofLauncher();
    long chosen = seed == null ? new Random().nextInt(1_000_000) : seed;
    FaultPlan plan = FaultPlan.of(chosen, kills);
    try (WorkFolder folder = WorkFolder.take(work == null ? Installation.work("faults") : work)) {
      folder.clear();
      console.say(
          "Seed %d: %d kills and %d request faults, in %s"
              .formatted(chosen, kills, requestFaults, folder.directory()));
      FaultReport result = new FaultRun(plan, requestFaults, console).run(checkout, folder);
      if (report != null) {
        result.write(report);
      }
      return show(result);
    }
  }

  private void require(String option, int value) {
    if (value < 0) {
      throw new ParameterException(spec.commandLine(), option + " is negative: " + value);
    }
  }

  private int show(FaultReport result) {
    result.table().forEach(console::print);
    console.print(
        "Open uploads: %d. Time: %d s.".formatted(result.openUploads().size(), result.seconds()));
    result
        .notMet()
        .forEach(
            (label, faults) ->
                console.print(
                    "Faults not met by %s: %s"
                        .formatted(
                            label,
                            faults.stream().map(Fault::label).collect(Collectors.joining("; ")))));
    result.failures().forEach(complaint -> console.print("FAIL " + complaint));
    String again =
        "To repeat: kcompact faults --seed %d --kills %d --request-faults %d"
            .formatted(result.seed(), kills, requestFaults);
    if (!result.holds()) {
      console.print("Records are lost, duplicated or wrong. " + again);
      return ExitCode.DOES_NOT_HOLD;
    }
    if (result.stopped() != null) {
      console.print("The run ended early: " + result.stopped() + ". " + again);
      return ExitCode.FAILURE;
    }
    console.print("Every record is in the lake once and unchanged. Seed " + result.seed() + ".");
    return ExitCode.SUCCESS;
  }
}
