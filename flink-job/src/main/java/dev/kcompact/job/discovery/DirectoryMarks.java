package dev.kcompact.job.discovery;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Map;
import java.util.Set;

/**
 * What has been seen of one directory. For names that carry an order, a mark for each stem stands
 * for everything up to it, and only the names behind it are kept, since uploads may overtake each
 * other for a while; names without an order are kept themselves.
 *
 * @param settled by stem; what is at or before the mark has been seen, or comes too late for it
 * @param recent names seen behind their stem's mark, with the time of their modification
 * @param unordered names without an order
 * @param keys how many objects the directory held when it was last listed whole, and since
 * @param lastArrival when a listing last showed something new
 */
public record DirectoryMarks(
    Map<String, Mark> settled,
    Map<String, Instant> recent,
    Set<String> unordered,
    long keys,
    Instant lastArrival) {

  /**
   * The last settled object of a stem.
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
    settled = Map.copyOf(settled);
    recent = Map.copyOf(recent);
    unordered = Set.copyOf(unordered);
    requireNonNull(lastArrival, "lastArrival is null");
    if (keys < 0) {
      throw new IllegalArgumentException("keys is negative: " + keys);
    }
  }
}
