package dev.kcompact.benchmark;

import dev.kcompact.benchmark.compare.ResultTable;
import dev.kcompact.benchmark.compare.Results;
import dev.kcompact.benchmark.run.Folders;
import dev.kcompact.benchmark.run.MeasuredProcess;
import dev.kcompact.benchmark.run.S3Access;
import dev.kcompact.benchmark.run.Sample;
import dev.kcompact.benchmark.run.Storage;
import dev.kcompact.benchmark.run.Subject;
import dev.kcompact.benchmark.run.Subjects;
import dev.kcompact.local.console.Console;
import dev.kcompact.local.stack.Home;
import dev.kcompact.local.stack.WorkFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Runs every subject on the same objects, in turn, and shows what they cost once all their outputs
 * hold the same rows. Ends with 0, with 1 when they do not, with 3 when a subject fails.
 */
@Command(
    name = "benchmark/run",
    mixinStandardHelpOptions = true,
    description = "kcompact beside its peers, on the same objects in one run.")
public final class BenchmarkCommand implements Callable<Integer> {
  private static final int DISAGREE = 1;
  private static final int FAILED = 3;

  @Option(
      names = "--objects",
      paramLabel = "N",
      description = "Objects on disk, of 20 records each (default: ${DEFAULT-VALUE}).")
  private int objects = 10_000;

  @Option(names = "--runs", paramLabel = "N", description = "Rounds (default: ${DEFAULT-VALUE}).")
  private int runs = 3;

  @Option(names = "--subjects", split = ",", paramLabel = "NAME", description = "Who takes part.")
  private List<String> names = Subjects.names();

  @Option(
      names = "--storage",
      split = ",",
      paramLabel = "disk|s3",
      description = "Where (default: disk).")
  private List<String> storages = List.of("disk");

  @Option(
      names = "--work",
      paramLabel = "DIR",
      description = "Folder of objects, files and logs (default: .work/benchmark).")
  private @Nullable Path work;

  @Option(
      names = "--results",
      paramLabel = "FILE",
      description = "Where the results go (default: benchmark/results.json).")
  private @Nullable Path file;

  private final Console console = Console.ofThisProcess();

  private BenchmarkCommand() {}

  /** Runs the benchmark and ends the JVM. */
  public static void main(String[] arguments) {
    CommandLine command = new CommandLine(new BenchmarkCommand());
    command.setExecutionExceptionHandler(
        (failure, line, parsed) -> {
          line.getErr().println("benchmark: " + failure.getMessage());
          return FAILED;
        });
    System.exit(command.execute(arguments));
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    Home home = Home.ofLauncher();
    try (WorkFolder folder = WorkFolder.take(work == null ? home.work("benchmark") : work)) {
      for (String part : List.of("sample", "runs", "always-on")) {
        Folders.delete(folder.directory().resolve(part));
      }
      console.say("Writing the sample");
      Sample sample =
          Sample.write(objects, home.configuration(), folder.directory().resolve("sample"));
      console.say(
          "%,d objects, %,d records, %,d bytes below %s"
              .formatted(sample.objects(), sample.records(), sample.bytes(), sample.folder()));
      Results results = measure(home, folder.directory(), sample);
      return judge(home, results, sample);
    }
  }

  private Results measure(Home home, Path folder, Sample sample)
      throws IOException, InterruptedException {
    Subjects subjects = new Subjects(home, new MeasuredProcess(folder), S3Access.NONE);
    List<Subject> chosen = new ArrayList<>();
    try {
      for (String name : names) {
        chosen.add(subjects.named(name, sample, folder.resolve("always-on"), runs));
      }
      Rounds rounds = new Rounds(sample, folder.resolve("runs"), console);
      return rounds.run(chosen, storages.stream().map(Storage::of).toList(), runs);
    } finally {
      chosen.forEach(Subject::close);
    }
  }

  private int judge(Home home, Results results, Sample sample) throws IOException {
    List<String> disagreements = results.disagreements(sample.records());
    if (!disagreements.isEmpty()) {
      console.say("The outputs do not hold the same rows, so no figure means anything:");
      disagreements.forEach(line -> console.say("  " + line));
      return DISAGREE;
    }
    console.print(new ResultTable(results).text());
    Path to = file == null ? home.directory().resolve("benchmark/results.json") : file;
    results.write(to);
    console.print("All outputs hold the same rows. Every run: " + to);
    return 0;
  }
}
