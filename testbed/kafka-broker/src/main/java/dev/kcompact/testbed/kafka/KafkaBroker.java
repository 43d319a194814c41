package dev.kcompact.testbed.kafka;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.tools.StorageTool;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;

/**
 * Runs one Kafka broker and controller in KRaft mode on 127.0.0.1.
 *
 * <p>Arguments: the client port, the controller port, the directory for configuration and data, and
 * optionally a file of additional properties.
 */
public final class KafkaBroker {
  private KafkaBroker() {}

  /** Formats a new directory, starts the broker, and returns when it has shut down. */
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

  /** The configuration of a single broker. */
  static final class BrokerProperties {
    private static final List<String> INTERNAL_TOPICS =
        List.of("offsets.topic", "transaction.state.log", "share.coordinator.state.topic");

    private BrokerProperties() {}

    static Properties of(int port, int controllerPort, Path logs) {
      String controller = "127.0.0.1:" + controllerPort;
      String client = "PLAINTEXT://127.0.0.1:" + port;
      Properties properties = new Properties();
      properties.setProperty("process.roles", "broker,controller");
      properties.setProperty("node.id", "1");
      properties.setProperty("controller.quorum.voters", "1@" + controller);
      properties.setProperty("listeners", client + ",CONTROLLER://" + controller);
      properties.setProperty("advertised.listeners", client);
      properties.setProperty("controller.listener.names", "CONTROLLER");
      properties.setProperty(
          "listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
      properties.setProperty("log.dirs", logs.toString());
      properties.setProperty("auto.create.topics.enable", "true");
      properties.setProperty("group.initial.rebalance.delay.ms", "0");
      properties.setProperty("num.network.threads", "2");
      properties.setProperty("num.io.threads", "2");
      // The default of 128 MiB is allocated at once, but no topic here is compacted by key.
      properties.setProperty("log.cleaner.dedupe.buffer.size", "4194304");
      for (String topic : INTERNAL_TOPICS) {
        properties.setProperty(topic + ".replication.factor", "1");
        properties.setProperty(topic + ".num.partitions", "1");
      }
      properties.setProperty("transaction.state.log.min.isr", "1");
      properties.setProperty("share.coordinator.state.topic.min.isr", "1");
      return properties;
    }
  }
}
