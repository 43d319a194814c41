package dev.kcompact.testbed.s3;

import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Bytes of content that each client sent, objects and parts. Thread-safe. */
final class WrittenBytes {
  private final ConcurrentMap<String, LongAdder> bytes = new ConcurrentHashMap<>();

  /**
   * Counts one request's content.
   *
   * @param decodedLength length without the SDK's signed chunks; null if it sent none
   * @param length length of the request's body; null if unknown
   */
  void add(
      String client, RequestKind kind, @Nullable String decodedLength, @Nullable String length) {
    String size = decodedLength == null ? length : decodedLength;
    if ((kind == RequestKind.PUT || kind == RequestKind.UPLOAD_PART) && size != null) {
      bytes.computeIfAbsent(client, any -> new LongAdder()).add(Long.parseLong(size));
    }
  }

  void reset() {
    bytes.clear();
  }

  /** The sums as JSON: an object of clients, sorted by name. */
  String toJson() {
    return new TreeMap<>(bytes)
        .entrySet().stream()
            .map(client -> '"' + client.getKey() + "\": " + client.getValue().sum())
            .collect(Collectors.joining(", ", "{", "}"));
  }
}
