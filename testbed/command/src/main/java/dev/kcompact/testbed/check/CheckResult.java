package dev.kcompact.testbed.check;

import static java.util.Objects.requireNonNull;

import java.util.List;

/** What a check found. */
public sealed interface CheckResult {
  /** What was checked, as {@code compacted orders}. */
  String check();

  /** How many things were compared. */
  long compared();

  /**
   * Everything is as it must be.
   *
   * @param note something worth knowing that is no fault, as how many messages came twice; may be
   *     empty
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

  /**
   * Something is not.
   *
   * @param differences how many there are
   * @param first the first of them
   */
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
