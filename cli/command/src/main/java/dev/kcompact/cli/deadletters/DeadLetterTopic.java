package dev.kcompact.cli.deadletters;

import dev.kcompact.cli.kafka.KafkaMessageLog;
import dev.kcompact.cli.kafka.MessageLog.Message;
import dev.kcompact.cli.process.CommandException;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;

/** A topic of dead letters. All errors are Kafka's, and name the topic and the servers. */
final class DeadLetterTopic implements AutoCloseable {
  private static final long TIMEOUT_SECONDS = 60;

  private final String name;
  private final String servers;
  private final Map<String, String> client;
  private final Admin admin;

  /**
   * @param client additional properties of the client, for example for TLS and SASL
   */
  DeadLetterTopic(String name, String servers, Map<String, String> client) {
    this.name = name;
    this.servers = servers;
    this.client = Map.copyOf(client);
    Map<String, Object> properties = new HashMap<>(client);
    properties.put("bootstrap.servers", servers);
    this.admin = Admin.create(properties);
  }

  /** Returns the end offset of each partition, as a reader of committed messages sees it. */
  Map<TopicPartition, Long> ends() throws InterruptedException {
    Map<TopicPartition, OffsetSpec> requested = new HashMap<>();
    for (TopicDescription topic :
        await("describe", admin.describeTopics(List.of(name)).allTopicNames()).values()) {
      topic
          .partitions()
          .forEach(
              info ->
                  requested.put(new TopicPartition(name, info.partition()), OffsetSpec.latest()));
    }
    Map<TopicPartition, Long> ends = new HashMap<>();
    await(
            "read the ends of",
            admin
                .listOffsets(requested, new ListOffsetsOptions(IsolationLevel.READ_COMMITTED))
                .all())
        .forEach((partition, found) -> ends.put(partition, found.offset()));
    return ends;
  }

  void read(Consumer<Message> consumer) {
    try {
      new KafkaMessageLog(servers, client).read(name, consumer);
    } catch (IOException e) {
      throw failure("read", e);
    }
  }

  /** Permanently deletes the messages before these offsets. */
  void deleteBefore(Map<TopicPartition, Long> offsets) throws InterruptedException {
    Map<TopicPartition, RecordsToDelete> deletions = new HashMap<>();
    offsets.forEach(
        (partition, offset) -> deletions.put(partition, RecordsToDelete.beforeOffset(offset)));
    await("delete from", admin.deleteRecords(deletions).all());
  }

  private <T> T await(String verb, KafkaFuture<T> future) throws InterruptedException {
    try {
      return future.get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw failure(verb, e.getCause() == null ? e : e.getCause());
    } catch (TimeoutException e) {
      throw failure(verb, e);
    }
  }

  private CommandException failure(String verb, Throwable cause) {
    return new CommandException(
        "Failed to " + verb + " the topic: " + name + " at " + servers, cause);
  }

  @Override
  public void close() {
    admin.close();
  }
}
