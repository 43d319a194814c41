package dev.kcompact.finalizer.feedback;

import java.util.Map;

/** Sends messages. One thread uses it. */
public interface MessageSender extends AutoCloseable {
  /**
   * Sends a message; {@link #flush()} tells whether it was acknowledged.
   *
   * @param headers UTF-8 text by name
   */
  void send(String topic, String key, String value, Map<String, String> headers);

  /**
   * Returns when every message is acknowledged.
   *
   * @throws dev.kcompact.finalizer.failure.RetryableException if one has not
   */
  void flush();

  @Override
  default void close() {}
}
