package dev.kcompact.local.s3;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Counts of requests by client and kind. Safe for many threads; a count is raised before its
 * request is answered, so that whoever has the answer sees it counted.
 */
final class RequestCounts {
  /** A client that varies its name must not fill the memory. */
  private static final int MOST_CLIENTS = 64;

  /**
   * The AWS SDK puts the application's own name at the end of its user agent as {@code app/NAME}.
   */
  private static final Pattern APPLICATION = Pattern.compile("\\bapp/([^\\s/]+)");

  private final ConcurrentMap<String, ConcurrentMap<RequestKind, LongAdder>> counts =
      new ConcurrentHashMap<>();

  /** Counts one request of the client that this user agent names. */
  void add(String userAgent, RequestKind kind) {
    String client = client(userAgent);
    String slot = counts.containsKey(client) || counts.size() < MOST_CLIENTS ? client : "others";
    counts
        .computeIfAbsent(slot, any -> new ConcurrentHashMap<>())
        .computeIfAbsent(kind, any -> new LongAdder())
        .increment();
  }

  /** Forgets every count. */
  void reset() {
    counts.clear();
  }

  /** The counts as JSON: an object of clients, each an object of kinds, both sorted by name. */
  String toJson() {
    return new TreeMap<>(counts)
        .entrySet().stream()
            .map(client -> quoted(client.getKey()) + ": " + kinds(client.getValue()))
            .collect(Collectors.joining(", ", "{", "}"));
  }

  /**
   * The application's own name when the user agent holds one, else its first product without the
   * version.
   */
  static String client(String userAgent) {
    Matcher application = APPLICATION.matcher(userAgent);
    String name = application.find() ? application.group(1) : userAgent.split("[/ ,]", 2)[0];
    String plain = name.replaceAll("[^A-Za-z0-9._-]", "_");
    return plain.isEmpty() ? "unknown" : plain;
  }

  private static String kinds(Map<RequestKind, LongAdder> kinds) {
    return new TreeMap<>(kinds)
        .entrySet().stream()
            .map(kind -> quoted(kind.getKey().label()) + ": " + kind.getValue().sum())
            .collect(Collectors.joining(", ", "{", "}"));
  }

  private static String quoted(String plain) {
    return '"' + plain + '"';
  }
}
