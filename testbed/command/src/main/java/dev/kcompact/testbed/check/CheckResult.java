package dev.kcompact.testbed.check;

import static java.util.Objects.requireNonNull;

import java.util.List;

public sealed interface CheckResult {
  /** The subject of the check, for example {@code compacted orders}. */
  String check();

  /** Number of compared items. */
  long compared();

  /**
   * The check passed.
   *
   * @param note additional information, for example the number of repeated messages; may be empty
   */
  record Holds(String check, long compared, String note) implements CheckResult {
    public Holds {
      requireNonNull(check, "check is null");
      requireNonNull(note, "note is null");
    }

    @Override
    public String toString() {
      return "ok   " + check + ": " + compared + " compared" + (note.isEmpty() ? "" : ", " + note);
    }
  }

  /** The check failed; {@code first} has the first of the differences. */
  record Differs(String check, long compared, long differences, List<Difference> first)
      implements CheckResult {
    public Differs {
      requireNonNull(check, "check is null");
      first = List.copyOf(first);
      if (differences < 1) {
        throw new IllegalArgumentException("differences is less than 1: " + differences);
      }
    }

    @Override
    public String toString() {
      StringBuilder text =
          new StringBuilder("FAIL ").append(check).append(": ").append(differences);
      text.append(" differences in ").append(compared);
      first.forEach(difference -> text.append("\n       ").append(difference));
      return text.append(differences > first.size() ? "\n       ..." : "").toString();
    }
  }
}
