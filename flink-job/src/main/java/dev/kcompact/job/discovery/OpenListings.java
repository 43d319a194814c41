package dev.kcompact.job.discovery;

import dev.kcompact.job.store.KeyOrder;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Listings that stopped at the intake's limit, by the directory that they list, with the last key
 * that they have listed; empty if none. Used in one thread.
 */
final class OpenListings {
  private final NavigableMap<String, String> cursors;

  OpenListings(Map<String, String> cursors) {
    this.cursors = new TreeMap<>(cursors);
  }

  Map<String, String> all() {
    return cursors;
  }

  void put(String tree, String last) {
    cursors.put(tree, last);
  }

  void close(String tree) {
    cursors.remove(tree);
  }

  @Nullable String last(String tree) {
    return cursors.get(tree);
  }

  /** Whether an open listing comes to every key below a directory. */
  boolean covers(String directory) {
    return any(directory, (tree, last) -> KeyOrder.compare(last, directory) < 0);
  }

  /** Whether an open listing comes to some key below a directory. */
  boolean reaches(String directory) {
    return any(directory, (tree, last) -> !KeyOrder.isPast(last, directory));
  }

  /** Whether an open listing has begun with a directory, so that its marks are not complete. */
  boolean isWithin(String directory) {
    return any(directory, (tree, last) -> tree.equals(directory) || last.startsWith(directory));
  }

  /** Searches the listings of a directory and of those above it. */
  private boolean any(String directory, BiPredicate<String, String> isWanted) {
    if (cursors.isEmpty()) {
      return false;
    }
    for (int end = directory.length(); end > 0; end = directory.lastIndexOf('/', end - 2) + 1) {
      String tree = directory.substring(0, end);
      String last = cursors.get(tree);
      if (last != null && isWanted.test(tree, last)) {
        return true;
      }
    }
    return false;
  }
}
