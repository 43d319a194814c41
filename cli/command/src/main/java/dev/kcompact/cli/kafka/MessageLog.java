package dev.kcompact.cli.kafka;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.util.Map;
import java.util.function.Consumer;

/** Kafka, as far as a check reads it. */
public interface MessageLog {
  /**
   * Hands over every message that the topic holds now; none for a topic that does not exist.
   *
   * @throws IOException naming the topic
   */
  void read(String topic, Consumer<Message> taker) throws IOException;

  /**
   * A message of a topic.
   *
   * @param key as text
   * @param value not copied, treat as read-only
   * @param headers as text; of headers with one name the last
   */
  record Message(String key, byte[] value, Map<String, String> headers) {
    public Message {
      requireNonNull(key, "key is null");
      requireNonNull(value, "value is null");
      headers = Map.copyOf(headers);
    }
  }
}
