package dev.kcompact.testbed.sample;

import java.time.Instant;
import java.util.Comparator;

/**
 * The values that decide which of two records with one key is newer.
 *
 * @param updatedAt time of the last change, in microseconds
 * @param version 0 for the first sending
 * @param partition Kafka partition
 * @param offset the start offset in the object's name
 * @param line index in the object
 */
public record Recency(Instant updatedAt, long version, int partition, long offset, int line) {
  private static final Comparator<Recency> POSITION =
      Comparator.comparingInt(Recency::partition)
          .thenComparingLong(Recency::offset)
          .thenComparingInt(Recency::line);

  static final Comparator<Recency> BY_TIME =
      Comparator.comparing(Recency::updatedAt).thenComparing(POSITION);

  static final Comparator<Recency> BY_TIME_AND_VERSION =
      Comparator.comparing(Recency::updatedAt)
          .thenComparingLong(Recency::version)
          .thenComparing(POSITION);

  /** By {@code sequence}, the minute of the day in UTC. */
  static final Comparator<Recency> BY_MINUTE =
      Comparator.comparingLong(Recency::minute).thenComparing(POSITION);

  /** Minute of the UTC day, which is the sequence of shipments. */
  long minute() {
    return updatedAt.getEpochSecond() / 60 % 1440;
  }
}
