package dev.kcompact.cli.kafka;

import static java.util.Objects.requireNonNull;

import java.util.Map;

/**
 * A message of a topic.
 *
 * @param key as text
 * @param value not copied, treat as read-only
 * @param headers as text; of headers with one name the last
 */
public record Message(String key, byte[] value, Map<String, String> headers) {
  public Message {
    requireNonNull(key, "key is null");
    requireNonNull(value, "value is null");
    headers = Map.copyOf(headers);
  }
}
