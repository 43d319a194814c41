package dev.kcompact.local.demo;

import dev.kcompact.local.ExitCode;
import dev.kcompact.local.console.Console;
import dev.kcompact.local.report.ReportFiles;
import dev.kcompact.local.report.ReportText;
import dev.kcompact.local.report.RunReport;
import dev.kcompact.local.stack.Home;
import dev.kcompact.local.stack.LocalStack;
import dev.kcompact.local.stack.WorkFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Runs the whole system on a made-up day, checks it from outside and reports. */
@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    description =
        "Starts the whole system, writes a day of sample objects, compacts and finalizes it, checks"
            + " the outcome from outside, and writes report.json and report.html.")
public final class DemoCommand implements Callable<Integer> {
  @Mixin private DemoOptions options = new DemoOptions();

  private final Console console = Console.ofThisProcess();

  @Override
  public Integer call() throws IOException, InterruptedException {
    Home home = Home.ofLauncher();
    try (WorkFolder folder = WorkFolder.take(options.work(home.work("demo")))) {
      Phases phases = new Phases();
      folder.clear();
      console.say("Starting S3, Kafka, moto and Lambda in " + folder.directory());
      try (LocalStack stack = phases.time("start", () -> LocalStack.start(home, folder))) {
        // Ctrl-C ends the JVM without coming back here.
        Runtime.getRuntime().addShutdownHook(new Thread(stack::close, "stop-stack"));
        RunReport report = new DemoRun(options, home, folder, stack, console, phases).run();
        return show(report, options.report(folder.directory()));
      }
    }
  }

  private int show(RunReport report, Path directory) {
    ReportFiles files = ReportFiles.write(report, directory);
    ReportText.of(report).forEach(console::print);
    console.print("Report: " + files.html() + " and " + files.json().getFileName());
    return report.holds() ? ExitCode.SUCCESS : ExitCode.DOES_NOT_HOLD;
  }
}
