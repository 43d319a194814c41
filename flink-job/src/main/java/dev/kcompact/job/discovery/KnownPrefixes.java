package dev.kcompact.job.discovery;

import dev.kcompact.job.discovery.listing.PrefixHighWaterMarks;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * High-water marks by prefix, in the order of the prefixes: what lies below a directory is found
 * without reading the others. Used in one thread.
 */
final class KnownPrefixes {
  private final NavigableMap<String, PrefixHighWaterMarks> marks;
  private long visited;

  KnownPrefixes(Map<String, PrefixHighWaterMarks> marks) {
    this.marks = new TreeMap<>(marks);
  }

  Map<String, PrefixHighWaterMarks> all() {
    return marks;
  }

  /** Number of prefixes that callers have been given, a measure of work in tests. */
  long visited() {
    return visited;
  }

  /** The prefixes that start with a directory, or are it. */
  List<String> below(String directory) {
    List<String> found = new ArrayList<>();
    for (String prefix : marks.tailMap(directory, true).keySet()) {
      if (!prefix.startsWith(directory)) {
        break;
      }
      found.add(prefix);
    }
    visited += found.size();
    return found;
  }

  boolean hasBelow(String directory) {
    String next = marks.ceilingKey(directory);
    return next != null && next.startsWith(directory);
  }

  /** Whether a prefix lies below a directory, and is not the directory. */
  boolean hasFurtherBelow(String directory) {
    String next = marks.higherKey(directory);
    return next != null && next.startsWith(directory);
  }

  boolean contains(String prefix) {
    return marks.containsKey(prefix);
  }

  @Nullable PrefixHighWaterMarks get(String prefix) {
    return marks.get(prefix);
  }

  void put(String prefix, PrefixHighWaterMarks known) {
    marks.put(prefix, known);
  }

  void remove(String prefix) {
    marks.remove(prefix);
  }
}
