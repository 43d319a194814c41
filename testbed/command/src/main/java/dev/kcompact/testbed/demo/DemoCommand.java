package dev.kcompact.testbed.demo;

import dev.kcompact.cli.ExitCode;
import dev.kcompact.cli.console.Console;
import dev.kcompact.cli.home.Installation;
import dev.kcompact.cli.home.WorkFolder;
import dev.kcompact.testbed.connect.ConnectRun;
import dev.kcompact.testbed.report.ReportFiles;
import dev.kcompact.testbed.report.ReportText;
import dev.kcompact.testbed.report.RunReport;
import dev.kcompact.testbed.stack.Checkout;
import dev.kcompact.testbed.stack.LocalStack;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Runs the complete system on a generated day, checks it independently and writes a report. */
@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    description =
        "Starts the complete system, writes a day of sample objects, compacts and finalizes it,"
            + " checks the result independently, and writes report.json and report.html.",
    footer = {"", "Example: kcompact demo"})
public final class DemoCommand implements Callable<Integer> {
  private static final int RECORDS_OF_A_TOPIC = 240;

  @Mixin private DemoOptions options = new DemoOptions();

  private final Console console = Console.ofThisProcess();

  @Override
  public Integer call() throws IOException, InterruptedException {
    Checkout checkout = Checkout.ofLauncher();
    try (WorkFolder folder = WorkFolder.take(options.work(Installation.work("demo")))) {
      Phases phases = new Phases();
      folder.clear();
      if (options.isConnect()) {
        boolean holds = new ConnectRun(checkout, folder, console).run(RECORDS_OF_A_TOPIC);
        return holds ? ExitCode.SUCCESS : ExitCode.DOES_NOT_HOLD;
      }
      console.say("Starting S3, Kafka, moto and Lambda in " + folder.directory());
      try (LocalStack stack = phases.time("start", () -> LocalStack.start(checkout, folder))) {
        // Ctrl-C ends the JVM without returning here.
        Runtime.getRuntime().addShutdownHook(new Thread(stack::close, "stop-stack"));
        RunReport report = new DemoRun(options, checkout, folder, stack, console, phases).run();
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
