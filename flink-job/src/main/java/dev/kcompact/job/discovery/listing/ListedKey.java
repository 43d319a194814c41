package dev.kcompact.job.discovery.listing;

import static java.util.Objects.requireNonNull;

/** What a listed key is to the high-water marks of its prefix. */
public sealed interface ListedKey {
  /** Reads keys. */
  @FunctionalInterface
  interface Reader {
    ListedKey read(String key);
  }

  /**
   * A key whose name says its order.
   *
   * @param stem the name up to the offset
   * @param isOwned false for another topic's object, whose mark only saves listings
   */
  record Ordered(String stem, long offset, boolean isOwned) implements ListedKey {
    public Ordered {
      requireNonNull(stem, "stem is null");
    }
  }

  /** A key of a table whose name says no order. */
  record Unordered() implements ListedKey {}

  /** A key that no mark may cover: a side file, or one that no table owns. */
  record Untracked() implements ListedKey {}
}
