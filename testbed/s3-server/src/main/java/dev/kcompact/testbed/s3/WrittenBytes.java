package dev.kcompact.testbed.s3;

import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Bytes of content that each client sent, whole objects and parts. Safe for many threads. */
final class WrittenBytes {
  private final ConcurrentMap<String, LongAdder> bytes = new ConcurrentHashMap<>();

  /**
   * Counts one request's content.
   *
   * @param decodedLength the length before the SDK split the content into signed chunks; null where
   *     it did not
   * @param length of the request's body; null where it is not told
   */
  void add(
      String client, RequestKind kind, @Nullable String decodedLength, @Nullable String length) {
    String told = decodedLength == null ? length : decodedLength;
    if ((kind == RequestKind.PUT || kind == RequestKind.UPLOAD_PART) && told != null) {
      bytes.computeIfAbsent(client, any -> new LongAdder()).add(Long.parseLong(told));
    }
  }

  /** Forgets everything. */
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
