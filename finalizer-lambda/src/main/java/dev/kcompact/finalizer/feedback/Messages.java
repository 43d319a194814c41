package dev.kcompact.finalizer.feedback;

import java.util.Map;

/** Where messages go. For use by one thread. */
public interface Messages extends AutoCloseable {
  /**
   * Sends a message; whether it arrived is known after {@link #flush()}.
   *
   * @param headers UTF-8 text by name
   */
  void send(String topic, String key, String value, Map<String, String> headers);

  /**
   * Returns when every message has arrived.
   *
   * @throws dev.kcompact.finalizer.failure.RetryableException if one has not
   */
  void flush();

  @Override
  default void close() {}
}
