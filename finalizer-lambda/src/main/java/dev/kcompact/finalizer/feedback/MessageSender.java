package dev.kcompact.finalizer.feedback;

import java.util.Map;

/** Sends messages. Not thread-safe. */
public interface MessageSender extends AutoCloseable {
  /** Sends a message; {@link #flush()} reports whether it was acknowledged. */
  void send(String topic, String key, String value, Map<String, String> headers);

  /** Returns when every message is acknowledged; throws {@code RetryableException} if one fails. */
  void flush();

  @Override
  default void close() {}
}
