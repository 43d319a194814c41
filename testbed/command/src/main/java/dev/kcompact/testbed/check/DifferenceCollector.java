package dev.kcompact.testbed.check;

import dev.kcompact.testbed.check.Difference.Kind;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Counts the differences of one check and keeps the first of them. Not thread-safe. */
final class DifferenceCollector {
  private static final int KEPT = 20;

  private final String check;
  private final List<Difference> first = new ArrayList<>();
  private final Map<Kind, Long> kinds = new EnumMap<>(Kind.class);
  private long compared;
  private long differences;
  private String note = "";

  DifferenceCollector(String check) {
    this.check = check;
  }

  void compared() {
    compared++;
  }

  void add(Kind kind, String place, String detail) {
    differences++;
    kinds.merge(kind, 1L, Long::sum);
    if (first.size() < KEPT) {
      first.add(new Difference(kind, place, detail));
    }
  }

  /** Adds a difference if the values are not equal. */
  void compare(Kind kind, String place, Object expected, Object found) {
    compared++;
    if (!expected.equals(found)) {
      add(kind, place, "expected " + expected + ", found " + found);
    }
  }

  void note(String text) {
    note = text;
  }

  long count(Kind kind) {
    return kinds.getOrDefault(kind, 0L);
  }

  long differences() {
    return differences;
  }

  List<Difference> first() {
    return List.copyOf(first);
  }

  CheckResult result() {
    return differences == 0
        ? new CheckResult.Holds(check, compared, note)
        : new CheckResult.Differs(check, compared, differences, first);
  }
}
