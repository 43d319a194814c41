package dev.kcompact.testbed.stack;

import dev.kcompact.cli.console.Console;
import dev.kcompact.cli.home.Installation;
import dev.kcompact.cli.home.WorkFolder;
import dev.kcompact.cli.job.FlinkJob;
import dev.kcompact.cli.job.FlinkJobResult;
import dev.kcompact.cli.process.CommandException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Starts the stack and the streaming job, and runs until it is stopped. */
@Command(
    name = "up",
    mixinStandardHelpOptions = true,
    description = "Starts the local stack with the streaming job. Ctrl-C stops it.",
    footer = {"", "Example: kcompact up --parallelism 2"})
public final class UpCommand implements Callable<Integer> {
  private static final Duration CHECKPOINT_INTERVAL = Duration.ofSeconds(10);

  @Option(
      names = "--work",
      paramLabel = "DIR",
      description = "Folder for the servers' data and logs (default: .work/up).")
  private @Nullable Path work;

  @Option(
      names = "--parallelism",
      paramLabel = "N",
      description = "Parallelism of the job (default: ${DEFAULT-VALUE}).")
  private int parallelism = 2;

  @Option(
      names = "--tables",
      paramLabel = "DIR",
      description =
          "Folder of the definitions, with tables/, schemas/, sql/ (default: the sample's).")
  private @Nullable Path tables;

  private final Console console = Console.ofThisProcess();

  @Override
  public Integer call() throws InterruptedException {
    Checkout checkout = Checkout.ofLauncher();
    try (WorkFolder folder = WorkFolder.take(work == null ? Installation.work("up") : work)) {
      console.say("Starting S3, Kafka, moto and Lambda in " + folder.directory());
      Path definitions = tables == null ? checkout.configuration() : tables;
      try (LocalStack stack = LocalStack.start(checkout, folder, definitions)) {
        // Ctrl-C ends the JVM without returning here.
        Runtime.getRuntime().addShutdownHook(new Thread(stack::close, "stop-stack"));
        FlinkJob job = stack.startJob(stack.jobProperties(), parallelism, CHECKPOINT_INTERVAL);
        stack.announce();
        show(stack, job, folder);
        return stay(job);
      }
    }
  }

  private void show(LocalStack stack, FlinkJob job, WorkFolder folder) {
    Endpoints endpoints = stack.endpoints();
    console.print("S3             " + endpoints.s3() + "  (buckets kconnect, lake)");
    console.print("S3 requests    " + endpoints.s3Requests());
    console.print(
        "AWS            " + endpoints.aws() + "  (Glue, DynamoDB, Step Functions, Lambda)");
    console.print("State machine  " + stack.stateMachine());
    console.print("Kafka          " + endpoints.kafka());
    console.print("ServiceNow     " + endpoints.serviceNow());
    console.print("Flink          " + job.rest());
    console.print(
        "Credentials    %s / %s, region %s"
            .formatted(Endpoints.ACCESS_KEY, Endpoints.SECRET_KEY, Endpoints.REGION));
    console.print("Logs           " + folder.directory().resolve("logs"));
    console.print(Memory.summary());
    console.print("Running. Press Ctrl-C to stop.");
  }

  private static int stay(FlinkJob job) throws InterruptedException {
    while (true) {
      Optional<FlinkJobResult> result = job.waitFor(Duration.ofHours(1));
      if (result.isPresent()) {
        throw new CommandException(result.get().error());
      }
    }
  }
}
