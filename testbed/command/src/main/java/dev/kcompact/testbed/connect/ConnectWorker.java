package dev.kcompact.testbed.connect;

import dev.kcompact.cli.home.WorkFolder;
import dev.kcompact.cli.ports.FreePorts;
import dev.kcompact.cli.process.CommandException;
import dev.kcompact.cli.process.JavaCommand;
import dev.kcompact.cli.process.Readiness;
import dev.kcompact.cli.process.ServerCommand;
import dev.kcompact.cli.process.ServerProcess;
import dev.kcompact.testbed.stack.Checkout;
import dev.kcompact.testbed.stack.Endpoints;
import dev.kcompact.testbed.stack.Memory;
import java.io.IOException;
import java.io.Writer;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** The sender and a Kafka Connect worker on 127.0.0.1, for a running stack. Not thread-safe. */
final class ConnectWorker implements AutoCloseable {
  private static final Duration TIMEOUT = Duration.ofSeconds(120);
  private static final String SENDER = "dev.kcompact.testbed.connect.sample.SampleSender";

  /** Kafka's own class, which runs a worker of one process. */
  private static final String WORKER = "org.apache.kafka.connect.cli.ConnectStandalone";

  private final Checkout checkout;
  private final WorkFolder work;
  private final Path directory;
  private final Endpoints endpoints;
  private final URI worker;
  private @Nullable ServerProcess started;

  /**
   * @param work folder for data and logs; not closed
   */
  ConnectWorker(Checkout checkout, WorkFolder work, Endpoints endpoints) {
    this.checkout = checkout;
    this.work = work;
    this.endpoints = endpoints;
    directory = work.directory().resolve("connect");
    worker = URI.create("http://127.0.0.1:" + new FreePorts().next());
  }

  /** The worker's REST API. */
  URI api() {
    return worker;
  }

  /** Sends the records and writes the expected rows into a folder, which is returned. */
  Path send(int records) throws InterruptedException {
    Path sent = directory.resolve("sent");
    ServerCommand command =
        command(
            "sender",
            SENDER,
            List.of(endpoints.kafka(), sent.toString(), Integer.toString(records)));
    try (ServerProcess sender = ServerProcess.launch(command)) {
      if (!sender.waitFor(TIMEOUT)) {
        throw new CommandException("The sender did not end: see " + work.log("sender"));
      }
      if (sender.exitCode().orElseThrow() != 0) {
        throw new CommandException("Failed to send the records: see " + work.log("sender"));
      }
    }
    return sent;
  }

  /** Starts the worker with the sinks of the tables. */
  void start(List<ConnectTable> tables) throws IOException, InterruptedException {
    Files.createDirectories(directory);
    List<String> files = new ArrayList<>();
    files.add(write("worker", workerProperties()).toString());
    for (ConnectTable table : tables) {
      Properties sink = table.connector();
      sink.setProperty("name", table.name());
      sink.setProperty("topics", table.name());
      sink.setProperty("tasks.max", "1");
      sink.setProperty("s3.bucket.name", Endpoints.SOURCE_BUCKET);
      sink.setProperty("s3.endpoint", endpoints.s3().toString());
      sink.setProperty("s3.region", Endpoints.REGION);
      sink.setProperty("aws.access.key.id", Endpoints.ACCESS_KEY);
      sink.setProperty("aws.secret.access.key", Endpoints.SECRET_KEY);
      files.add(write(table.name(), sink).toString());
    }
    started =
        ServerProcess.start(
            command("connect", WORKER, files),
            Readiness.answers(worker.resolve("/connectors")),
            TIMEOUT);
  }

  private Properties workerProperties() {
    Properties properties = new Properties();
    properties.setProperty("bootstrap.servers", endpoints.kafka());
    properties.setProperty("listeners", worker.toString());
    properties.setProperty("key.converter", "org.apache.kafka.connect.json.JsonConverter");
    properties.setProperty("value.converter", "org.apache.kafka.connect.json.JsonConverter");
    properties.setProperty("offset.storage.file.filename", directory.resolve("offsets").toString());
    // Sinks commit, and Aiven's layout writes its objects, at this interval.
    properties.setProperty("offset.flush.interval.ms", "1000");
    // Finds the plugins by their manifests, without a scan of the class path.
    properties.setProperty("plugin.discovery", "service_load");
    return properties;
  }

  private Path write(String name, Properties properties) throws IOException {
    Path file = directory.resolve(name + ".properties");
    try (Writer writer = Files.newBufferedWriter(file)) {
      properties.store(writer, null);
    }
    return file;
  }

  private ServerCommand command(String name, String mainClass, List<String> arguments) {
    List<String> java =
        JavaCommand.withHeap(
                checkout.classPath("connect-worker"), mainClass, Memory.CONNECT_HEAP_MIB)
            .options("-XX:+UseSerialGC")
            .with(arguments);
    return new ServerCommand(name, java, work.directory(), work.log(name), Map.of(), true);
  }

  /** Stops the worker if it is running. */
  @Override
  public void close() {
    if (started != null) {
      started.close();
      started = null;
    }
  }
}
