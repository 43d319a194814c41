package dev.kcompact.testbed.report;

import static dev.kcompact.testbed.report.Preconditions.requireNotNegative;

import java.util.Collection;
import java.util.Collections;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * Sizes in classes of about equal width on a logarithmic scale, with the bounds 0, 1, 2, 5, 10, 20,
 * 50, 100 bytes and so on.
 *
 * @param counts number of sizes by the inclusive lower bound of their class in bytes; empty classes
 *     may be omitted
 */
public record SizeHistogram(NavigableMap<Long, Long> counts) {
  public static final SizeHistogram EMPTY = new SizeHistogram(new TreeMap<>());

  public SizeHistogram {
    counts.forEach(
        (from, count) -> {
          if (from != lowerBound(from)) {
            throw new IllegalArgumentException("counts has a key that is no lower bound: " + from);
          }
          requireNotNegative("counts[" + from + "]", count);
        });
    NavigableMap<Long, Long> copy = new TreeMap<>(counts);
    copy.values().removeIf(count -> count == 0);
    counts = Collections.unmodifiableNavigableMap(copy);
  }

  /**
   * @param sizes in bytes
   */
  public static SizeHistogram of(Collection<Long> sizes) {
    NavigableMap<Long, Long> counts = new TreeMap<>();
    sizes.forEach(size -> counts.merge(lowerBound(size), 1L, Long::sum));
    return new SizeHistogram(counts);
  }

  public SizeHistogram plus(SizeHistogram other) {
    NavigableMap<Long, Long> sum = new TreeMap<>(counts);
    other.counts.forEach((from, count) -> sum.merge(from, count, Long::sum));
    return new SizeHistogram(sum);
  }

  public long total() {
    return counts.values().stream().mapToLong(Long::longValue).sum();
  }

  /** The lower bound of a size's class, in bytes. */
  static long lowerBound(long size) {
    requireNotNegative("size", size);
    if (size == 0) {
      return 0;
    }
    long power = 1;
    while (size / power >= 10) {
      power *= 10;
    }
    long digit = size / power;
    return power * (digit >= 5 ? 5 : digit >= 2 ? 2 : 1);
  }

  /** The exclusive upper bound of a class. */
  static long upperBound(long lowerBound) {
    if (lowerBound == 0) {
      return 1;
    }
    long digit = lowerBound;
    while (digit >= 10) {
      digit /= 10;
    }
    return digit == 2 ? lowerBound / 2 * 5 : lowerBound * 2;
  }
}
