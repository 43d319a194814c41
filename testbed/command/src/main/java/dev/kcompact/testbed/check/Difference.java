package dev.kcompact.testbed.check;

import static java.util.Objects.requireNonNull;

/**
 * One place where the outcome is not what it must be. Says places and codes, never contents.
 *
 * @param place an object and line, a file, a message key or a column
 * @param detail what was expected and what was found; may be empty
 */
public record Difference(Kind kind, String place, String detail) {
  /** What is wrong. */
  public enum Kind {
    MISSING,
    DUPLICATED,
    UNEXPECTED,
    CHANGED,
    WRONG_REASON,
    WRONG_COUNT,
    WRONG_SCHEMA,
    UNREADABLE
  }

  public Difference {
    requireNonNull(kind, "kind is null");
    requireNonNull(place, "place is null");
    requireNonNull(detail, "detail is null");
  }

  @Override
  public String toString() {
    return kind + " " + place + (detail.isEmpty() ? "" : ": " + detail);
  }
}
