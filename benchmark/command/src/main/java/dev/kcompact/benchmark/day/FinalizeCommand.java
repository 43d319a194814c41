package dev.kcompact.benchmark.day;

import dev.kcompact.benchmark.BenchmarkCommand;
import dev.kcompact.benchmark.run.JavaLine;
import dev.kcompact.benchmark.run.MeasuredProcess;
import dev.kcompact.benchmark.run.Usage;
import dev.kcompact.cli.console.Console;
import dev.kcompact.cli.home.Installation;
import dev.kcompact.cli.home.WorkFolder;
import dev.kcompact.cli.process.Directories;
import dev.kcompact.testbed.stack.Checkout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Finalizes a day in one process of a function's size, and by a hand-written DuckDB script over the
 * same files in another process, in turn. Exit code 0; 1 if the rows differ, the process used more
 * memory than the function has, or it took more than 1.5 times the script's time; 3 if something
 * fails.
 */
@Command(
    name = "benchmark/finalize",
    mixinStandardHelpOptions = true,
    description = "Compares finalizing a day with a hand-written DuckDB script.")
public final class FinalizeCommand implements Callable<Integer> {
  private static final int NOT_HELD = 1;
  private static final double MOST_TIMES = 1.5;
  private static final int HEAP_MB = 768;
  private static final Map<String, String> DOMAINS =
      Map.of(
          "orders", "vendas",
          "customers", "vendas",
          "payments", "financeiro",
          "shipments", "logistica",
          "paid_orders", "vendas");

  @Option(
      names = "--rows",
      paramLabel = "N",
      description = "Records of the day, over four tables (default: ${DEFAULT-VALUE}).")
  private long rows = 5_000_000;

  @Option(
      names = "--memory",
      paramLabel = "MB",
      description = "Memory of the function; DuckDB gets half (default: ${DEFAULT-VALUE}).")
  private int memoryMb = 3072;

  @Option(names = "--runs", paramLabel = "N", description = "Rounds (default: ${DEFAULT-VALUE}).")
  private int runs = 1;

  @Option(
      names = "--work",
      paramLabel = "DIR",
      description =
          "Folder for the output and for the day, which is kept (default: .work/finalize).")
  private @Nullable Path work;

  private final Console console = Console.ofThisProcess();

  private FinalizeCommand() {}

  public static void main(String[] arguments) {
    BenchmarkCommand.execute("finalize", new FinalizeCommand(), arguments);
  }

  @Override
  public Integer call() throws IOException, InterruptedException, SQLException {
    Checkout checkout = Checkout.ofLauncher();
    try (WorkFolder folder = WorkFolder.take(work == null ? Installation.work("finalize") : work)) {
      MeasuredProcess processes = new MeasuredProcess(folder.directory());
      console.say("Writing and compacting the day");
      Day day = Day.make(rows, checkout, folder.directory().resolve("day"), processes);
      console.print("%,d records in four tables".formatted(day.records()));
      Path output = folder.directory().resolve("script");
      List<Double> ratios = new ArrayList<>();
      double peak = 0;
      for (int round = 1; round <= runs; round++) {
        Usage own = finalizer(checkout, day, processes, folder.directory());
        Usage script = script(checkout, day, output, processes, folder.directory());
        ratios.add(own.wallSeconds() / script.wallSeconds());
        peak = Math.max(peak, own.rssMb());
        show("kcompact", own);
        show("script", script);
      }
      return judge(day, output, ratios, peak);
    }
  }

  private Usage finalizer(Checkout checkout, Day day, MeasuredProcess processes, Path folder)
      throws IOException, InterruptedException {
    for (String part : List.of("processed", "quarantine", "_kcompact/runs")) {
      Directories.delete(day.lake().resolve(part));
    }
    Map<String, String> environment =
        Map.of(
            "KCOMPACT_SOURCE", day.raw().toUri().toString(),
            "KCOMPACT_LAKE", day.lake().toUri().toString(),
            "KCOMPACT_TABLES", checkout.configuration().toUri().toString(),
            "KCOMPACT_LOCK_TABLE", "none",
            "KCOMPACT_GLUE_DATABASE", "none",
            "KCOMPACT_KAFKA_BOOTSTRAP", "127.0.0.1:1",
            "KCOMPACT_TMP", folder.resolve("tmp").toString(),
            "KCOMPACT_DUCKDB_THREADS", "2",
            "AWS_LAMBDA_FUNCTION_MEMORY_SIZE", Integer.toString(memoryMb));
    return processes.run(
        "kcompact",
        line(checkout, "FinalizeDay", List.of(Day.DATE.toString())),
        environment,
        folder.resolve("kcompact.log"));
  }

  private Usage script(
      Checkout checkout, Day day, Path output, MeasuredProcess processes, Path folder)
      throws IOException, InterruptedException {
    Directories.delete(output);
    List<String> arguments =
        List.of(
            day.lake().resolve("compacted").toString(),
            output.toString(),
            Day.DATE.toString(),
            memoryMb / 2 + "MiB",
            folder.resolve("spill").toString());
    return processes.run(
        "script", line(checkout, "ScriptDay", arguments), Map.of(), folder.resolve("script.log"));
  }

  private static List<String> line(Checkout checkout, String main, List<String> arguments) {
    return JavaLine.of(
        HEAP_MB,
        List.of("-XX:+UseSerialGC"),
        checkout.directory().resolve("benchmark/finalizer/target/lib") + "/*",
        "dev.kcompact.benchmark.finalizer." + main,
        arguments);
  }

  private void show(String name, Usage usage) {
    console.print(
        "%-9s %6.1f s, %6.1f s of CPU, peak %,5.0f MB"
            .formatted(name, usage.wallSeconds(), usage.cpuSeconds(), usage.rssMb()));
  }

  private int judge(Day day, Path output, List<Double> ratios, double peak)
      throws IOException, SQLException {
    List<String> broken = new ArrayList<>(differences(day, output));
    ratios.sort(Comparator.naturalOrder());
    double ratio = ratios.get(ratios.size() / 2);
    console.print(
        "memory peak: %,.0f MB of %,d MB; time: %.2f of the script's (at most %.1f)"
            .formatted(peak, memoryMb, ratio, MOST_TIMES));
    if (peak > memoryMb * 1.048576) {
      broken.add("the process used more memory than the function has");
    }
    if (ratio > MOST_TIMES) {
      broken.add("it took more than %.1f times the script's time".formatted(MOST_TIMES));
    }
    broken.forEach(line -> console.say("finalize: " + line));
    return broken.isEmpty() ? 0 : NOT_HELD;
  }

  private List<String> differences(Day day, Path output) throws IOException, SQLException {
    List<String> differences = new ArrayList<>();
    for (Map.Entry<String, String> table : DOMAINS.entrySet()) {
      String name = table.getKey();
      Path processed = day.lake().resolve("processed/" + table.getValue() + "/" + name);
      same(
          "rows of " + name,
          Rows.of(processed, "**.parquet", "*"),
          Rows.of(output.resolve(name), "**.parquet", "*"),
          differences);
      if (Files.exists(output.resolve(name + "_rejected.parquet"))) {
        same(
            "rejected rows of " + name,
            Rows.of(
                day.lake().resolve("quarantine/" + name),
                "**.parquet",
                "kafka_partition, file_offset, line"),
            Rows.of(output, name + "_rejected.parquet", "_partition, _file_offset, _line"),
            differences);
      }
    }
    return differences;
  }

  private void same(String what, Rows own, Rows script, List<String> differences) {
    if (own.equals(script)) {
      console.print("%s: %,d, equal".formatted(what, own.count()));
    } else {
      differences.add(what + " differ: " + own + ", expected " + script);
    }
  }
}
