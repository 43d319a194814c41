package dev.kcompact.finalizer.run.documents;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The rows of a table whose key hashes to {@code index} of {@code count}. */
public record HashBucket(String table, int index, int count) {
  private static final Pattern TEXT = Pattern.compile("([^-/]+)-(\\d{1,9})-of-(\\d{1,9})");

  public HashBucket {
    requireNonNull(table, "table is null");
    if (index < 0 || index >= count) {
      throw new IllegalArgumentException("index is not within 0.." + (count - 1) + ": " + index);
    }
  }

  /** Returns text such as {@code orders-0-of-2}; table names have no hyphen. */
  public String text() {
    return table + "-" + index + "-of-" + count;
  }

  /** Parses a bucket's text; empty for any other text. */
  public static Optional<HashBucket> parse(String text) {
    Matcher matcher = TEXT.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    int index = Integer.parseInt(matcher.group(2));
    int count = Integer.parseInt(matcher.group(3));
    return index < count
        ? Optional.of(new HashBucket(matcher.group(1), index, count))
        : Optional.empty();
  }

  /** Returns two buckets that together have the rows of this one. */
  public List<HashBucket> split() {
    return List.of(
        new HashBucket(table, index, 2 * count), new HashBucket(table, index + count, 2 * count));
  }

  public boolean isWithin(HashBucket other) {
    return table.equals(other.table)
        && count % other.count == 0
        && index % other.count == other.index;
  }
}
