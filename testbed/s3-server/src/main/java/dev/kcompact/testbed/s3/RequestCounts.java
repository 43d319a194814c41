package dev.kcompact.testbed.s3;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Counts of requests by client, bucket and kind. Thread-safe. A request is counted before it is
 * answered, so a client that has the answer sees it counted.
 */
final class RequestCounts {
  /** Limits the memory if a client varies its name or the bucket's name. */
  private static final int MOST = 64;

  private static final String OTHERS = "others";

  /** The AWS SDK appends the application name to its user agent as {@code app/NAME}. */
  private static final Pattern APPLICATION = Pattern.compile("\\bapp/([^\\s/]+)");

  private final ConcurrentMap<String, ConcurrentMap<Slot, LongAdder>> counts =
      new ConcurrentHashMap<>();
  private final Set<String> buckets = ConcurrentHashMap.newKeySet();

  private record Slot(String bucket, RequestKind kind) {}

  /** Counts one request; its path starts with a slash and the bucket. */
  void add(String userAgent, String path, RequestKind kind) {
    String client = client(userAgent);
    String its = counts.containsKey(client) || counts.size() < MOST ? client : OTHERS;
    counts
        .computeIfAbsent(its, any -> new ConcurrentHashMap<>())
        .computeIfAbsent(new Slot(bucket(path), kind), any -> new LongAdder())
        .increment();
  }

  private String bucket(String path) {
    int slash = path.indexOf('/', 1);
    String bucket = path.substring(1, slash < 0 ? path.length() : slash);
    if (buckets.contains(bucket) || buckets.size() < MOST) {
      buckets.add(bucket);
      return bucket;
    }
    return OTHERS;
  }

  void reset() {
    counts.clear();
  }

  /**
   * JSON of all clients, or of one bucket: an object of clients, each an object of kinds, sorted.
   */
  String toJson(@Nullable String bucket) {
    return new TreeMap<>(counts)
        .entrySet().stream()
            .map(client -> quoted(client.getKey()) + ": " + kinds(client.getValue(), bucket))
            .collect(Collectors.joining(", ", "{", "}"));
  }

  /** The application name in the user agent, or else its first product without the version. */
  static String client(String userAgent) {
    Matcher application = APPLICATION.matcher(userAgent);
    String name = application.find() ? application.group(1) : userAgent.split("[/ ,]", 2)[0];
    String plain = name.replaceAll("[^A-Za-z0-9._-]", "_");
    return plain.isEmpty() ? "unknown" : plain;
  }

  private static String kinds(Map<Slot, LongAdder> slots, @Nullable String bucket) {
    Map<RequestKind, Long> kinds = new TreeMap<>();
    slots.forEach(
        (slot, count) -> {
          if (bucket == null || bucket.equals(slot.bucket())) {
            kinds.merge(slot.kind(), count.sum(), Long::sum);
          }
        });
    return kinds.entrySet().stream()
        .map(kind -> quoted(kind.getKey().label()) + ": " + kind.getValue())
        .collect(Collectors.joining(", ", "{", "}"));
  }

  private static String quoted(String plain) {
    return '"' + plain + '"';
  }
}
