package dev.kcompact.testbed.connect;

import dev.kcompact.cli.ExitCode;
import dev.kcompact.cli.KcompactCommand;
import dev.kcompact.cli.console.Console;
import dev.kcompact.cli.home.WorkFolder;
import dev.kcompact.cli.process.CommandException;
import dev.kcompact.contract.lake.LakeLayout;
import dev.kcompact.testbed.check.LakeFiles.StoredFile;
import dev.kcompact.testbed.check.S3LakeFiles;
import dev.kcompact.testbed.connect.SentRows.Outcome;
import dev.kcompact.testbed.stack.AwsClients;
import dev.kcompact.testbed.stack.Checkout;
import dev.kcompact.testbed.stack.Endpoints;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * Sends records through a Kafka Connect worker, compacts the objects that its sinks write, and
 * compares every value of the compacted rows with what was sent.
 */
public final class ConnectRun {
  private static final Duration TIMEOUT = Duration.ofMinutes(3);

  private final Checkout checkout;
  private final WorkFolder work;
  private final Console console;

  /**
   * @param work a cleared folder for data and logs; not closed
   */
  public ConnectRun(Checkout checkout, WorkFolder work, Console console) {
    this.checkout = checkout;
    this.work = work;
    this.console = console;
  }

  /**
   * Runs it.
   *
   * @param records records of each topic
   * @return whether every value is as sent
   */
  public boolean run(int records) throws IOException, InterruptedException {
    console.say("Starting S3, Kafka and Kafka Connect in " + work.directory());
    try (ConnectServers servers = ConnectServers.start(checkout, work)) {
      // Ctrl-C ends the JVM without returning here.
      Runtime.getRuntime().addShutdownHook(new Thread(servers::close, "stop-connect"));
      Path sent = servers.send(records);
      servers.startWorker(ConnectTable.ALL);
      console.say("Waiting until the sinks have written every record");
      awaitSinks(servers);
      servers.stopWorker();
      compact(servers.s3());
      return compare(servers.s3(), sent);
    }
  }

  private static void awaitSinks(ConnectServers servers) throws IOException, InterruptedException {
    Map<String, Object> kafka = Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, servers.kafka());
    try (Admin admin = Admin.create(kafka)) {
      new SinkProgress(admin, servers.worker()).await(ConnectTable.ALL, TIMEOUT);
    }
  }

  private void compact(URI s3) throws IOException {
    Path definitions = work.directory().resolve("connect").resolve("conf");
    for (ConnectTable table : ConnectTable.ALL) {
      table.writeDefinition(definitions);
    }
    int code =
        KcompactCommand.commandLine()
            .execute(
                "compact",
                "--source",
                "s3://" + Endpoints.SOURCE_BUCKET + "/",
                "--lake",
                "s3://" + Endpoints.LAKE_BUCKET + "/",
                "--s3-endpoint",
                s3.toString(),
                "--tables",
                definitions.toString(),
                "--work",
                work.directory().resolve("connect").resolve("compact").toString());
    if (code != ExitCode.SUCCESS) {
      throw new CommandException("compact ended with " + code);
    }
  }

  private boolean compare(URI s3, Path sent) throws IOException {
    boolean holds = true;
    try (S3Client client = AwsClients.s3(s3)) {
      S3LakeFiles lake = new S3LakeFiles(client, Endpoints.LAKE_BUCKET, "");
      for (ConnectTable table : ConnectTable.ALL) {
        Path rows = sent.resolve(table.name() + ".jsonl");
        List<Path> files = download(lake, table);
        if (files.isEmpty()) {
          throw new CommandException("No compacted file: " + lake.uri(prefix(table)));
        }
        Outcome outcome = SentRows.compare(table.columns(), rows, files);
        show(table, outcome);
        holds &= outcome.holds();
      }
    }
    return holds;
  }

  private List<Path> download(S3LakeFiles lake, ConnectTable table) throws IOException {
    Path folder = work.directory().resolve("connect").resolve("rows").resolve(table.name());
    Files.createDirectories(folder);
    List<Path> files = new ArrayList<>();
    for (StoredFile file : lake.parquet(prefix(table))) {
      Path target = folder.resolve(files.size() + ".parquet");
      lake.download(file.key(), target);
      files.add(target);
    }
    return files;
  }

  private static String prefix(ConnectTable table) {
    return LakeLayout.COMPACTED + table.name() + "/";
  }

  private void show(ConnectTable table, Outcome outcome) {
    console.print(
        "%-8s %6d rows sent, %6d compacted: %s"
            .formatted(
                table.name(),
                outcome.sent(),
                outcome.found(),
                outcome.holds() ? "every value is as sent" : "differs"));
    outcome.differences().forEach(line -> console.print("  " + line));
  }
}
