package dev.kcompact.testbed.report;

import static dev.kcompact.testbed.report.Preconditions.requireNotNegative;

import java.util.Collection;

/**
 * The raw objects of a table's day.
 *
 * @param count how many
 * @param bytes of all of them
 * @param sizes how large they are
 */
public record RawObjects(long count, long bytes, SizeHistogram sizes) {
  public RawObjects {
    requireNotNegative("count", count);
    requireNotNegative("bytes", bytes);
    if (sizes.total() != count) {
      throw new IllegalArgumentException(
          "sizes holds another number of objects than " + count + ": " + sizes.total());
    }
  }

  /** The objects of these sizes in bytes. */
  public static RawObjects of(Collection<Long> sizes) {
    long bytes = sizes.stream().mapToLong(Long::longValue).sum();
    return new RawObjects(sizes.size(), bytes, SizeHistogram.of(sizes));
  }
}
