package dev.kcompact.cli.kafka;

import java.io.IOException;
import java.util.function.Consumer;

/** Kafka, as far as a check reads it. */
public interface MessageLog {
  /**
   * Hands over every message that the topic holds now; none for a topic that does not exist.
   *
   * @throws IOException naming the topic
   */
  void read(String topic, Consumer<Message> taker) throws IOException;
}
