package dev.kcompact.finalizer.feedback;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kcompact.finalizer.failure.RetryableException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Sends messages to Kafka: acknowledged by all replicas, not duplicated by the producer's retries.
 * Unusable after a failure.
 */
final class KafkaMessageSender implements MessageSender {
  /** A message that takes longer fails the call; the state machine retries it. */
  private static final Duration DELIVERY = Duration.ofSeconds(60);

  private static final Duration REQUEST = Duration.ofSeconds(15);
  private static final Duration NO_METADATA = Duration.ofSeconds(20);

  private final Producer<String, String> producer;
  private final String servers;
  private final AtomicReference<Exception> failure = new AtomicReference<>();

  KafkaMessageSender(Producer<String, String> producer, String servers) {
    this.producer = producer;
    this.servers = servers;
  }

  /**
   * @param properties of the producer; they override the defaults, except acks and idempotence
   */
  static KafkaMessageSender open(Map<String, String> properties) {
    Map<String, Object> config = new HashMap<>();
    config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, (int) DELIVERY.toMillis());
    config.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) REQUEST.toMillis());
    config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, NO_METADATA.toMillis());
    config.put(ProducerConfig.LINGER_MS_CONFIG, 20);
    config.put(ProducerConfig.CLIENT_ID_CONFIG, "kcompact-finalizer");
    config.putAll(properties);
    config.put(ProducerConfig.ACKS_CONFIG, "all");
    config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    String servers = properties.getOrDefault(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, "");
    try {
      return new KafkaMessageSender(
          new KafkaProducer<>(config, new StringSerializer(), new StringSerializer()), servers);
    } catch (KafkaException e) {
      throw new RetryableException("Failed to open a producer: Kafka at " + servers, e);
    }
  }

  @Override
  public void send(String topic, String key, String value, Map<String, String> headers) {
    ProducerRecord<String, String> message = new ProducerRecord<>(topic, key, value);
    headers.forEach((name, text) -> message.headers().add(name, text.getBytes(UTF_8)));
    throwFailure();
    try {
      producer.send(
          message,
          (metadata, exception) -> {
            if (exception != null) {
              failure.compareAndSet(null, exception);
            }
          });
    } catch (KafkaException e) {
      throw failed(e);
    }
  }

  @Override
  public void flush() {
    try {
      producer.flush();
    } catch (KafkaException e) {
      throw failed(e);
    }
    throwFailure();
  }

  private void throwFailure() {
    Exception first = failure.get();
    if (first != null) {
      throw failed(first);
    }
  }

  private RetryableException failed(Exception e) {
    return new RetryableException("Failed to send messages: Kafka at " + servers, e);
  }

  @Override
  public void close() {
    producer.close(Duration.ofSeconds(5));
  }
}
