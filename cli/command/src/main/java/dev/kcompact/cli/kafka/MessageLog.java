package dev.kcompact.cli.kafka;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.util.Map;
import java.util.function.Consumer;

/** Read access to Kafka topics. */
public interface MessageLog {
  /** Passes every message in the topic to {@code taker}; none if the topic does not exist. */
  void read(String topic, Consumer<Message> taker) throws IOException;

  /**
   * A message of a topic.
   *
   * @param value not copied, treat as read-only
   * @param headers as text; the last one of each name
   */
  record Message(String key, byte[] value, Map<String, String> headers) {
    public Message {
      requireNonNull(key, "key is null");
      requireNonNull(value, "value is null");
      headers = Map.copyOf(headers);
    }
  }
}
