package dev.kcompact.job.store;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Walks that the next page of a listing continues, so that a page does not read its directories
 * again. A walk knows a directory as it was, so it is kept for a short time. Thread-safe.
 */
final class OpenWalks {
  private static final int MAX = 16;
  private static final long KEPT_NANOS = Duration.ofSeconds(10).toNanos();

  private final Map<Place, Kept> walks = new LinkedHashMap<>();

  private record Place(String prefix, String after) {}

  private record Kept(FolderWalk walk, long nanos) {}

  /** Returns a walk that has come to a key, and forgets it; null without one. */
  synchronized @Nullable FolderWalk take(String prefix, @Nullable String after) {
    if (after == null) {
      return null;
    }
    Kept kept = walks.remove(new Place(prefix, after));
    return kept == null || System.nanoTime() - kept.nanos() > KEPT_NANOS ? null : kept.walk();
  }

  synchronized void keep(String prefix, String after, FolderWalk walk) {
    walks.put(new Place(prefix, after), new Kept(walk, System.nanoTime()));
    if (walks.size() > MAX) {
      walks.remove(walks.keySet().iterator().next());
    }
  }
}
