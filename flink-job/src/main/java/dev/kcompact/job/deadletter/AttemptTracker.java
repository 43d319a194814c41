package dev.kcompact.job.deadletter;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * Counts the attempts of the records that arrived most recently. The same record from the same
 * place is a repetition and no further attempt. Not thread-safe.
 */
final class AttemptTracker {
  private final int capacity;
  private final int maxAttempts;
  private final Map<String, Set<Integer>> places = new LinkedHashMap<>(16, 0.75f, true);

  /**
   * @param capacity number of records that are tracked
   * @param maxAttempts limit of the count; one more stands for all further attempts
   */
  AttemptTracker(int capacity, int maxAttempts) {
    this.capacity = capacity;
    this.maxAttempts = maxAttempts;
  }

  /** Number of this attempt of the record, from 1. */
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
