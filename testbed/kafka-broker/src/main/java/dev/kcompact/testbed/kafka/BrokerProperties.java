package dev.kcompact.testbed.kafka;

import java.nio.file.Path;
import java.util.List;
import java.util.Properties;

/** The configuration of a broker that is alone in its cluster. */
final class BrokerProperties {
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
    // The default of 128 MiB is allocated at once, for keys that no topic here compacts.
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
