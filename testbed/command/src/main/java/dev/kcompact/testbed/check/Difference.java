package dev.kcompact.testbed.check;

import static java.util.Objects.requireNonNull;

/**
 * A difference between the actual and the expected outcome. Contains places and codes, never
 * contents of records.
 *
 * @param place an object and line, a file, a message key or a column
 * @param detail the expected and the actual value; may be empty
 */
public record Difference(Kind kind, String place, String detail) {
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
