package dev.kcompact.testbed.kafka;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.tools.StorageTool;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;

/**
 * Runs one Kafka broker and controller in KRaft mode on 127.0.0.1.
 *
 * <p>Arguments: the port for clients, the port for the controller, the directory of its
 * configuration and data, and, where it is to have more or other properties, the file of these.
 */
public final class KafkaBroker {
  private KafkaBroker() {}

  /** Formats the directory when it is new, starts the broker, and returns when it has shut down. */
  public static void main(String[] arguments) throws IOException {
    if (arguments.length < 3 || arguments.length > 4) {
      throw new IllegalArgumentException(
          "Usage: KafkaBroker PORT CONTROLLER_PORT DIRECTORY [PROPERTIES]");
    }
    int port = Integer.parseInt(arguments[0]);
    Path directory = Files.createDirectories(Path.of(arguments[2]).toAbsolutePath());
    Properties properties =
        BrokerProperties.of(port, Integer.parseInt(arguments[1]), directory.resolve("logs"));
    if (arguments.length == 4) {
      try (Reader more = Files.newBufferedReader(Path.of(arguments[3]))) {
        properties.load(more);
      }
    }
    format(properties, directory);
    KafkaRaftServer server = new KafkaRaftServer(KafkaConfig.fromProps(properties), Time.SYSTEM);
    Runtime.getRuntime().addShutdownHook(new Thread(server::shutdown, "broker-shutdown"));
    server.startup();
    System.out.println("Kafka broker ready on 127.0.0.1:" + port);
    server.awaitShutdown();
  }

  private static void format(Properties properties, Path directory) throws IOException {
    if (Files.exists(directory.resolve("logs").resolve("meta.properties"))) {
      return;
    }
    Path file = directory.resolve("server.properties");
    try (Writer writer = Files.newBufferedWriter(file)) {
      properties.store(writer, null);
    }
    String[] format = {
      "format", "--cluster-id", Uuid.randomUuid().toString(), "--config", file.toString()
    };
    int code = StorageTool.execute(format, System.out);
    if (code != 0) {
      throw new IOException(
          "Failed to format the broker's storage: " + directory + " (code " + code + ")");
    }
  }
}
