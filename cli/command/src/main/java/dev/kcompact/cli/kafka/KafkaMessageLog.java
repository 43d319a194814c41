package dev.kcompact.cli.kafka;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Reads committed messages of a broker, from the beginning to the current end. */
public final class KafkaMessageLog implements MessageLog {
  private static final Duration POLL = Duration.ofMillis(500);
  private static final int IDLE_POLLS = 60;

  private final String bootstrapServers;
  private final Map<String, String> client;

  public KafkaMessageLog(String bootstrapServers) {
    this(bootstrapServers, Map.of());
  }

  /**
   * @param client additional properties of the consumer, for example for TLS and SASL
   */
  public KafkaMessageLog(String bootstrapServers, Map<String, String> client) {
    this.bootstrapServers = requireNonNull(bootstrapServers, "bootstrapServers is null");
    this.client = Map.copyOf(client);
  }

  @Override
  public void read(String topic, Consumer<Message> taker) throws IOException {
    try (KafkaConsumer<String, byte[]> consumer =
        new KafkaConsumer<>(properties(), new StringDeserializer(), new ByteArrayDeserializer())) {
      List<PartitionInfo> partitions = consumer.listTopics().get(topic);
      if (partitions == null) {
        return;
      }
      List<TopicPartition> assigned =
          partitions.stream().map(info -> new TopicPartition(topic, info.partition())).toList();
      consumer.assign(assigned);
      consumer.seekToBeginning(assigned);
      drain(consumer, consumer.endOffsets(assigned), taker);
    } catch (KafkaException e) {
      throw new IOException("Failed to read the topic: " + topic + " at " + bootstrapServers, e);
    }
  }

  private void drain(
      KafkaConsumer<String, byte[]> consumer,
      Map<TopicPartition, Long> ends,
      Consumer<Message> taker)
      throws IOException {
    int idle = 0;
    while (ends.entrySet().stream().anyMatch(e -> consumer.position(e.getKey()) < e.getValue())) {
      ConsumerRecords<String, byte[]> messages = consumer.poll(POLL);
      messages.forEach(message -> taker.accept(message(message)));
      idle = messages.isEmpty() ? idle + 1 : 0;
      if (idle > IDLE_POLLS) {
        throw new IOException(
            "Failed to reach the end of " + ends.keySet() + " at " + bootstrapServers);
      }
    }
  }

  private static Message message(ConsumerRecord<String, byte[]> message) {
    Map<String, String> headers = new HashMap<>();
    for (Header header : message.headers()) {
      headers.put(header.key(), new String(header.value(), StandardCharsets.UTF_8));
    }
    byte[] value = message.value() == null ? new byte[0] : message.value();
    return new Message(message.key() == null ? "" : message.key(), value, headers);
  }

  private Map<String, Object> properties() {
    Map<String, Object> all = new HashMap<>(client);
    all.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
    all.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    all.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
    all.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "false");
    return all;
  }
}
