package dev.kcompact.job.source.split;

import dev.kcompact.job.plan.TableDay;
import dev.kcompact.job.plan.UnreadableEntry;
import dev.kcompact.job.plan.UnreadableObject;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Objects that were set aside because they cannot be read, up to a limit; full scans find the
 * others again. Used in the coordinator's thread only.
 */
final class UnreadableObjects {
  static final int MAX = 1_000;

  /** Objects that are tried again at a time: each costs a listing request. */
  private static final int MAX_RETRIES = 100;

  private final Map<String, UnreadableEntry> entries = new LinkedHashMap<>();
  private long untracked;

  UnreadableObjects(Collection<UnreadableEntry> restored) {
    restored.forEach(entry -> entries.put(entry.object().key(), entry));
  }

  void add(TableDay tableDay, Collection<UnreadableObject> objects, Instant now) {
    for (UnreadableObject each : objects) {
      UnreadableEntry known = entries.get(each.key());
      if (known != null) {
        entries.put(each.key(), known.again(each.reason(), now));
      } else if (entries.size() < MAX) {
        entries.put(each.key(), UnreadableEntry.first(tableDay, each.object(), each.reason(), now));
      } else {
        untracked++;
      }
    }
  }

  /** Counts objects that no list names. */
  void addUntracked(long count) {
    untracked += count;
  }

  /** A full scan finds again what is not tracked. */
  void onFullScan() {
    untracked = 0;
  }

  void remove(Stream<String> keys) {
    keys.forEach(entries::remove);
  }

  /** The objects to try again, without those that are on their way already. */
  List<UnreadableEntry> due(Instant now, Set<String> known) {
    return entries.values().stream()
        .filter(entry -> !entry.retryAt().isAfter(now))
        .filter(entry -> !known.contains(entry.object().key()))
        .limit(MAX_RETRIES)
        .toList();
  }

  /** Whether an object has been tried less often than that. */
  boolean isAnyTriedLessThan(int attempts) {
    return entries.values().stream().anyMatch(entry -> entry.attempts() < attempts);
  }

  boolean isEmpty() {
    return entries.isEmpty();
  }

  Stream<String> keys() {
    return entries.keySet().stream();
  }

  List<UnreadableEntry> entries() {
    return List.copyOf(entries.values());
  }

  long count() {
    return entries.size() + untracked;
  }
}
