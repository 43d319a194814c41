package dev.kcompact.job.discovery;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Map;

/**
 * What has been seen of one directory. For names that carry an order, a mark for each stem stands
 * for everything up to it, and only the names behind it are kept, since uploads may overtake each
 * other for a while. Names without an order are kept until they are a day old, when nothing new is
 * that old any more.
 *
 * @param settled by stem; what is at or before the mark has been seen, or comes too late for it
 * @param recent names seen behind their stem's mark, or without an order, with the time of their
 *     modification
 * @param keys how many objects the directory held when it was last listed whole, and since
 * @param lastArrival when a listing last showed something new
 */
public record DirectoryMarks(
    Map<String, Mark> settled, Map<String, Instant> recent, long keys, Instant lastArrival) {

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
    requireNonNull(lastArrival, "lastArrival is null");
    if (keys < 0) {
      throw new IllegalArgumentException("keys is negative: " + keys);
    }
  }
}
