package dev.kcompact.job.deadletter;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * How often a record has come, as far as one remembers: of so many records those that came last.
 * The same record of the same place is no return, only a repetition. Not thread-safe.
 */
final class SeenRecords {
  private final int most;
  private final int attempts;
  private final Map<String, Set<Integer>> places = new LinkedHashMap<>(16, 0.75f, true);

  /**
   * @param most records that are remembered
   * @param attempts up to which is counted; one more stands for all beyond
   */
  SeenRecords(int most, int attempts) {
    this.most = most;
    this.attempts = attempts;
  }

  /** Which time it is that the record comes, from 1. */
  int attempt(String fingerprint, String place) {
    Set<Integer> known = places.computeIfAbsent(fingerprint, key -> new LinkedHashSet<>());
    if (places.size() > most) {
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
    if (attempt <= attempts) {
      known.add(hash);
    }
    return attempt;
  }
}
