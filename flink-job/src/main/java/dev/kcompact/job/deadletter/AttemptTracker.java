package dev.kcompact.job.deadletter;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * Counts the attempts of the most recent records. The same record from the same place is a
 * repetition, not another attempt. Not thread-safe.
 */
final class AttemptTracker {
  private final int capacity;
  private final int maxAttempts;
  private final Map<String, Set<Integer>> places = new LinkedHashMap<>(16, 0.75f, true);

  /** Tracks {@code capacity} records and counts up to {@code maxAttempts + 1} attempts. */
  AttemptTracker(int capacity, int maxAttempts) {
    this.capacity = capacity;
    this.maxAttempts = maxAttempts;
  }

  /** Returns the number of this attempt, from 1. */
  int attempt(String fingerprint, String place) {
    Set<Integer> known = places.computeIfAbsent(fingerprint, key -> new LinkedHashSet<>());
    if (places.size() > capacity) {
      places.remove(places.keySet().iterator().next());
    }
    int hash = place.hashCode();
    int attempt = 1;
    for (int each : known) {
      if (each == hash) {
        return attempt;
      }
      attempt++;
    }
    if (attempt <= maxAttempts) {
      known.add(hash);
    }
    return attempt;
  }
}
