package dev.kcompact.testbed.stack;

import dev.kcompact.cli.home.WorkFolder;
import dev.kcompact.cli.process.CommandException;
import dev.kcompact.cli.process.JavaCommand;
import dev.kcompact.cli.process.Readiness;
import dev.kcompact.cli.process.ServerCommand;
import dev.kcompact.cli.process.ServerProcess;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

public final class Servers {
  private static final Duration TIMEOUT = Duration.ofSeconds(120);

  private Servers() {}

  /** Starts the S3 server on the folder {@code s3} of the work folder. */
  public static ServerProcess s3(Checkout checkout, WorkFolder work, int port)
      throws InterruptedException {
    List<String> command =
        JavaCommand.withHeap(
                checkout.classPath("s3-server"),
                "dev.kcompact.testbed.s3.S3Server",
                Memory.S3_HEAP_MIB)
            .with(
                List.of(
                    Integer.toString(port),
                    work.directory().resolve("s3").toString(),
                    Endpoints.SOURCE_BUCKET,
                    Endpoints.LAKE_BUCKET));
    URI counts = URI.create("http://127.0.0.1:" + port + "/_requests");
    return start("S3 server", command, work, "s3", Readiness.answers(counts));
  }

  /**
   * Starts the Kafka broker on the folder {@code kafka} of the work folder.
   *
   * @param properties the file of additional properties; at most one
   */
  public static ServerProcess kafka(
      Checkout checkout, WorkFolder work, int port, int controllerPort, List<Path> properties)
      throws InterruptedException {
    Path directory = work.directory().resolve("kafka");
    List<String> command =
        JavaCommand.withHeap(
                checkout.classPath("kafka-broker"),
                "dev.kcompact.testbed.kafka.KafkaBroker",
                Memory.KAFKA_HEAP_MIB)
            .with(
                Stream.concat(
                        Stream.of(
                            Integer.toString(port),
                            Integer.toString(controllerPort),
                            directory.toString()),
                        properties.stream().map(Path::toString))
                    .toList());
    return start("Kafka broker", command, work, "kafka", Readiness.accepts(port));
  }

  /** Writes properties by which a broker advertises another port. */
  public static Path advertised(WorkFolder work, int port) {
    Path file = work.directory().resolve("broker.properties");
    try {
      return Files.writeString(file, "advertised.listeners=PLAINTEXT://127.0.0.1:" + port + "\n");
    } catch (IOException e) {
      throw new CommandException("Failed to write the broker's properties: " + file, e);
    }
  }

  private static ServerProcess start(
      String name, List<String> command, WorkFolder work, String log, Readiness ready)
      throws InterruptedException {
    ServerCommand server =
        new ServerCommand(name, command, work.directory(), work.log(log), Map.of(), true);
    return ServerProcess.start(server, ready, TIMEOUT);
  }
}
