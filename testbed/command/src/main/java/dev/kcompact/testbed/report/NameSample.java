package dev.kcompact.testbed.report;

import java.util.Collection;
import java.util.List;

/**
 * How many there are, and the names of the first of them.
 *
 * @param first at most {@code count}
 */
public record NameSample(long count, List<String> first) {
  /** None. */
  public static final NameSample NONE = new NameSample(0, List.of());

  private static final int KEPT = 20;

  public NameSample {
    first = List.copyOf(first);
    if (first.size() > count) {
      throw new IllegalArgumentException(
          "count is less than the " + first.size() + " names: " + count);
    }
  }

  /** Counts these, and keeps the first twenty. */
  public static NameSample of(Collection<String> names) {
    return new NameSample(names.size(), names.stream().limit(KEPT).toList());
  }
}
