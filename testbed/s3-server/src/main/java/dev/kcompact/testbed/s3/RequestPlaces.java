package dev.kcompact.testbed.s3;

import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.stream.Collectors;

/**
 * Kinds of requests by client and folder, for the permissions that each client needs. Thread-safe.
 */
final class RequestPlaces {
  /** Number of recorded folders of a key, for example _kcompact/runs or compacted/orders. */
  private static final int DEPTH = 2;

  /** Maximum for each client; further requests are not reported. */
  private static final int MOST = 512;

  private static final int MOST_CLIENTS = 64;

  private final ConcurrentMap<String, Set<String>> places = new ConcurrentHashMap<>();

  /**
   * @param path starts with a slash and the bucket
   */
  void add(String client, RequestKind kind, String path) {
    if (places.size() >= MOST_CLIENTS && !places.containsKey(client)) {
      return;
    }
    Set<String> its = places.computeIfAbsent(client, any -> ConcurrentHashMap.newKeySet());
    String place = kind.label() + " " + place(path);
    if (its.size() < MOST) {
      its.add(place);
    }
  }

  /** The bucket and the first folders of the key. */
  static String place(String path) {
    String[] parts = path.substring(1).split("/", -1);
    StringBuilder place = new StringBuilder(parts[0]);
    for (int i = 1; i < parts.length - 1 && i <= DEPTH; i++) {
      place.append('/').append(parts[i]);
    }
    return place.toString();
  }

  void reset() {
    places.clear();
  }

  /** A JSON object of clients, each a list of kinds with their place, both sorted. */
  String toJson() {
    return new TreeMap<>(places)
        .entrySet().stream()
            .map(client -> quoted(client.getKey()) + ": " + list(client.getValue()))
            .collect(Collectors.joining(", ", "{", "}"));
  }

  private static String list(Set<String> places) {
    return new TreeSet<>(places)
        .stream().map(RequestPlaces::quoted).collect(Collectors.joining(", ", "[", "]"));
  }

  /** Replaces the characters of a key that JSON would have to escape. */
  private static String quoted(String text) {
    return '"' + text.replaceAll("[\"\\\\\\p{Cntrl}]", "_") + '"';
  }
}
