package dev.kcompact.job.discovery.listing;

import static dev.kcompact.contract.Arguments.requireNotNegative;
import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Map;

/**
 * The high-water marks of one prefix. For names that carry an offset, the mark of a stem covers
 * everything up to it, and only the names above it are kept, since uploads may overtake each other
 * for a while. Names without an offset are kept until they are a day old: nothing new is older.
 *
 * @param marks by stem; what is at or below the mark has been discovered, or is left to full scans
 * @param recentNames names above their stem's mark, or without an offset, with the time of their
 *     modification
 * @param keyCount number of objects at the last complete listing of the prefix, and since
 * @param lastArrival when a listing last returned a new object
 */
public record PrefixHighWaterMarks(
    Map<String, HighWaterMark> marks,
    Map<String, Instant> recentNames,
    long keyCount,
    Instant lastArrival) {

  /**
   * The highest settled object of a stem.
   *
   * @param offset its start offset
   * @param name the object's name without the prefix
   */
  public record HighWaterMark(long offset, String name) {
    public HighWaterMark {
      requireNonNull(name, "name is null");
    }
  }

  public PrefixHighWaterMarks {
    marks = Map.copyOf(marks);
    recentNames = Map.copyOf(recentNames);
    requireNonNull(lastArrival, "lastArrival is null");
    requireNotNegative(keyCount, "keyCount");
  }
}
