package dev.kcompact.benchmark;

import dev.kcompact.benchmark.compare.ResultTable;
import dev.kcompact.benchmark.compare.Results;
import dev.kcompact.benchmark.run.MeasuredProcess;
import dev.kcompact.benchmark.run.Sample;
import dev.kcompact.benchmark.run.Storage;
import dev.kcompact.benchmark.run.Subject;
import dev.kcompact.benchmark.run.Subjects;
import dev.kcompact.cli.console.Console;
import dev.kcompact.cli.home.Installation;
import dev.kcompact.cli.home.WorkFolder;
import dev.kcompact.cli.process.Directories;
import dev.kcompact.testbed.stack.Checkout;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Runs every subject on the same objects in turn, and prints their cost if all outputs contain the
 * same rows. Exit code 0; 1 if the rows differ; 3 if a subject fails.
 */
@Command(
    name = "benchmark/run",
    mixinStandardHelpOptions = true,
    description = "Compares kcompact with its peers on the same objects in one run.")
public final class BenchmarkCommand implements Callable<Integer> {
  private static final int DISAGREE = 1;
  private static final int FAILED = 3;

  @Option(
      names = "--objects",
      paramLabel = "N",
      description = "Objects on disk, of 20 records each (default: ${DEFAULT-VALUE}).")
  private int objects = 10_000;

  @Option(
      names = "--s3-objects",
      paramLabel = "N",
      description = "Objects on S3, of 20 records each (default: ${DEFAULT-VALUE}).")
  private int s3Objects = 2_000;

  @Option(
      names = "--latency",
      paramLabel = "MS",
      description = "Latency of every request to S3, in ms (default: ${DEFAULT-VALUE}).")
  private int latencyMs = 20;

  @Option(names = "--runs", paramLabel = "N", description = "Rounds (default: ${DEFAULT-VALUE}).")
  private int runs = 3;

  @Option(
      names = "--subjects",
      split = ",",
      paramLabel = "NAME",
      description = "Subjects (default: ${DEFAULT-VALUE}).")
  private List<String> names = Subjects.names();

  @Option(
      names = "--storage",
      split = ",",
      paramLabel = "disk|s3",
      description = "Storages (default: ${DEFAULT-VALUE}).")
  private List<String> storages = List.of("disk", "s3");

  @Option(
      names = "--work",
      paramLabel = "DIR",
      description = "Folder for objects, files and logs (default: .work/benchmark).")
  private @Nullable Path work;

  @Option(
      names = "--results",
      paramLabel = "FILE",
      description = "Results file (default: benchmark/results.json).")
  private @Nullable Path file;

  private final Console console = Console.ofThisProcess();

  private BenchmarkCommand() {}

  public static void main(String[] arguments) {
    execute("benchmark", new BenchmarkCommand(), arguments);
  }

  /** Runs a command of the benchmark and exits; a failure is printed in one line. */
  public static void execute(String name, Object command, String[] arguments) {
    CommandLine line = new CommandLine(command);
    line.setExecutionExceptionHandler(
        (failure, failed, parsed) -> {
          failed.getErr().println(name + ": " + failure.getMessage());
          return FAILED;
        });
    System.exit(line.execute(arguments));
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    Checkout checkout = Checkout.ofLauncher();
    Map<Storage, Integer> counts = new EnumMap<>(Storage.class);
    for (String label : storages) {
      Storage storage = Storage.of(label);
      counts.put(storage, storage == Storage.S3 ? s3Objects : objects);
    }
    try (WorkFolder folder =
        WorkFolder.take(work == null ? Installation.work("benchmark") : work)) {
      for (String part : List.of("runs", "always-on")) {
        Directories.delete(folder.directory().resolve(part));
      }
      console.say("Writing the objects");
      try (Places places = new Places(checkout, folder.directory(), counts, latencyMs)) {
        return judge(checkout, places, measure(checkout, folder.directory(), places));
      }
    }
  }

  private Results measure(Checkout checkout, Path folder, Places places)
      throws IOException, InterruptedException {
    Subjects subjects = new Subjects(checkout, new MeasuredProcess(folder), places.access());
    // Only the always-on job needs a sample, and it runs only on disk.
    Sample sample = places.sample(places.storages().get(0));
    List<Subject> chosen = new ArrayList<>();
    try {
      for (String name : names) {
        chosen.add(subjects.named(name, sample, folder.resolve("always-on"), runs));
      }
      return new Rounds(places, folder.resolve("runs"), console)
          .run(chosen, runs, soFar -> keep(checkout, places, soFar));
    } finally {
      chosen.forEach(Subject::close);
    }
  }

  private static List<String> disagreements(Places places, Results results) {
    return places.storages().stream()
        .flatMap(
            storage -> results.disagreements(storage, places.sample(storage).records()).stream())
        .toList();
  }

  /** Saves the results so far, because a later round may fail. */
  private boolean keep(Checkout checkout, Places places, Results soFar) throws IOException {
    boolean agreed = disagreements(places, soFar).isEmpty();
    if (agreed && !soFar.all().isEmpty()) {
      soFar.write(file(checkout));
    }
    return agreed;
  }

  private Path file(Checkout checkout) {
    return file == null ? checkout.directory().resolve("benchmark/results.json") : file;
  }

  private int judge(Checkout checkout, Places places, Results results) throws IOException {
    List<String> disagreements = disagreements(places, results);
    if (!disagreements.isEmpty()) {
      console.say("The outputs differ, so the measurements are not comparable:");
      disagreements.forEach(line -> console.say("  " + line));
      return DISAGREE;
    }
    for (Storage storage : places.storages()) {
      Sample sample = places.sample(storage);
      console.print(
          "%s: %,d objects, %,d records, %,d bytes"
              .formatted(storage.label(), sample.objects(), sample.records(), sample.bytes()));
    }
    console.print("\n" + new ResultTable(results).text());
    results.write(file(checkout));
    console.print("All outputs contain the same rows. Results of every run: " + file(checkout));
    return 0;
  }
}
