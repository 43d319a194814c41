package dev.kcompact.job.discovery;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Map;
import java.util.Set;

/**
 * What has been seen of one directory. For names that carry an order, only the highest offset of
 * each stem is kept; other names are kept themselves.
 *
 * @param highest by stem
 * @param unordered names without an order
 * @param keys how many objects the directory held when it was last listed whole, and since
 * @param lastArrival when a listing last showed something new
 */
public record DirectoryMarks(
    Map<String, Mark> highest, Set<String> unordered, long keys, Instant lastArrival) {

  /**
   * The highest object of a stem.
   *
   * @param offset its start offset
   * @param name the object's name without the directory
   */
  public record Mark(long offset, String name) {
    public Mark {
      requireNonNull(name, "name is null");
    }
  }

  public DirectoryMarks {
    highest = Map.copyOf(highest);
    unordered = Set.copyOf(unordered);
    requireNonNull(lastArrival, "lastArrival is null");
    if (keys < 0) {
      throw new IllegalArgumentException("keys is negative: " + keys);
    }
  }
}
