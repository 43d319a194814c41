package dev.kcompact.testbed.connect;

import dev.kcompact.cli.ExitCode;
import dev.kcompact.cli.KcompactCommand;
import dev.kcompact.cli.console.Console;
import dev.kcompact.cli.home.WorkFolder;
import dev.kcompact.cli.process.CommandException;
import dev.kcompact.cli.workflow.DailyWorkflow;
import dev.kcompact.cli.workflow.Execution;
import dev.kcompact.testbed.stack.AwsClients;
import dev.kcompact.testbed.stack.Checkout;
import dev.kcompact.testbed.stack.Endpoints;
import dev.kcompact.testbed.stack.LocalStack;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import software.amazon.awssdk.services.glue.GlueClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sfn.SfnClient;

/**
 * Sends records through a Kafka Connect worker, compacts the objects that its sinks write,
 * finalizes their days, and compares every value of the compacted and the published rows with what
 * was sent.
 */
public final class ConnectRun {
  private static final Duration TIMEOUT = Duration.ofMinutes(3);
  private static final Duration FINALIZED = Duration.ofMinutes(12);

  private final Checkout checkout;
  private final WorkFolder work;
  private final Console console;
  private final Path directory;

  /**
   * @param work a cleared folder for data and logs; not closed
   */
  public ConnectRun(Checkout checkout, WorkFolder work, Console console) {
    this.checkout = checkout;
    this.work = work;
    this.console = console;
    directory = work.directory().resolve("connect");
  }

  /**
   * Runs it.
   *
   * @param records records of each topic
   * @return whether every value is as sent
   */
  public boolean run(int records) throws IOException, InterruptedException {
    Path definitions = directory.resolve("conf");
    for (ConnectTable table : ConnectTable.ALL) {
      table.writeDefinition(definitions);
    }
    console.say("Starting S3, Kafka, moto and Lambda in " + work.directory());
    try (LocalStack stack = LocalStack.start(checkout, work, definitions)) {
      // Ctrl-C ends the JVM without returning here.
      Runtime.getRuntime().addShutdownHook(new Thread(stack::close, "stop-stack"));
      Path sent = sink(stack.endpoints(), records);
      compact(stack.endpoints(), definitions);
      try (S3Client s3 = AwsClients.s3(stack.endpoints().s3());
          GlueClient glue = AwsClients.glue(stack.endpoints().aws())) {
        ConnectLake lake = new ConnectLake(s3, glue, directory.resolve("rows"));
        for (LocalDate day : lake.days()) {
          finalizeDay(stack, day);
        }
        return new ConnectCheck(lake, definitions, console).holds(sent);
      }
    }
  }

  /** Sends the records, and returns the folder of the rows that must come out. */
  private Path sink(Endpoints endpoints, int records) throws IOException, InterruptedException {
    try (ConnectWorker worker = new ConnectWorker(checkout, work, endpoints)) {
      Runtime.getRuntime().addShutdownHook(new Thread(worker::close, "stop-worker"));
      Path sent = worker.send(records);
      console.say("Waiting until the sinks of Kafka Connect have written every record");
      worker.start(ConnectTable.ALL);
      Map<String, Object> kafka =
          Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, endpoints.kafka());
      try (Admin admin = Admin.create(kafka)) {
        new SinkProgress(admin, worker.api()).await(ConnectTable.ALL, TIMEOUT);
      }
      return sent;
    }
  }

  private void compact(Endpoints endpoints, Path definitions) {
    int code =
        KcompactCommand.commandLine()
            .execute(
                "compact",
                "--source",
                "s3://" + Endpoints.SOURCE_BUCKET + "/",
                "--lake",
                "s3://" + Endpoints.LAKE_BUCKET + "/",
                "--s3-endpoint",
                endpoints.s3().toString(),
                "--tables",
                definitions.toString(),
                "--work",
                directory.resolve("compact").toString());
    if (code != ExitCode.SUCCESS) {
      throw new CommandException("compact ended with " + code);
    }
  }

  private void finalizeDay(LocalStack stack, LocalDate day) throws InterruptedException {
    console.say("Finalizing " + day);
    try (SfnClient stepFunctions = AwsClients.stepFunctions(stack.endpoints().aws())) {
      DailyWorkflow workflow = new DailyWorkflow(stepFunctions, stack.stateMachine());
      String input = "{\"date\":\"" + day + "\",\"planAttempts\":1}";
      Execution execution = workflow.follow(workflow.start(input), FINALIZED, state -> {});
      if (!execution.succeeded()) {
        throw new CommandException(
            "Failed to finalize " + day + ": " + execution.status() + " " + execution.reason());
      }
    }
  }
}
