package dev.kcompact.finalizer.feedback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kcompact.finalizer.failure.RetryableException;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.Cluster;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

class KafkaMessageSenderTest {
  @Test
  void sendsKeyValueAndHeaders() {
    MockProducer<String, String> producer = producer(true);
    KafkaMessageSender messages = new KafkaMessageSender(producer, "servers");

    messages.send("topic", "key", "value", Map.of("kc-table", "orders"));
    messages.flush();

    assertThat(producer.history()).hasSize(1);
    assertThat(producer.history().get(0).key()).isEqualTo("key");
    assertThat(producer.history().get(0).headers().lastHeader("kc-table").value())
        .asString()
        .isEqualTo("orders");
  }

  @Test
  void aMessageThatDoesNotArriveFailsTheFlush() {
    MockProducer<String, String> producer = producer(false);
    KafkaMessageSender messages = new KafkaMessageSender(producer, "a:9092");
    messages.send("topic", "key", "value", Map.of());
    producer.errorNext(new TopicAuthorizationException("topic"));

    assertThatThrownBy(messages::flush)
        .isInstanceOf(RetryableException.class)
        .hasMessageStartingWith("Failed to send messages: Kafka at a:9092 (TopicAuthorization");
  }

  @Test
  void reportsThatNoBrokerAnswers() {
    try (KafkaMessageSender messages =
        KafkaMessageSender.open(
            Map.of("bootstrap.servers", "127.0.0.1:1", "max.block.ms", "500"))) {
      assertThatThrownBy(
              () -> {
                messages.send("topic", "key", "value", Map.of());
                messages.flush();
              })
          .isInstanceOf(RetryableException.class)
          .hasMessageStartingWith("Failed to send messages: Kafka at 127.0.0.1:1");
    }
  }

  private static MockProducer<String, String> producer(boolean completesByItself) {
    Node node = new Node(0, "localhost", 9092);
    Cluster cluster =
        new Cluster(
            "cluster",
            List.of(node),
            List.of(new PartitionInfo("topic", 0, node, new Node[] {node}, new Node[] {node})),
            java.util.Set.of(),
            java.util.Set.of());
    return new MockProducer<>(
        cluster, completesByItself, null, new StringSerializer(), new StringSerializer());
  }
}
