package dev.kcompact.contract.schema;

import java.util.Map;

/**
 * The size of an expression of RE2. DuckDB's RE2 refuses nested repetitions of more than 1,000
 * copies, and programs that do not fit into its memory; RE2/J, which the definitions are read with,
 * refuses neither. The size is a lower bound, so that no expression is refused that works.
 */
final class PatternSize {
  private static final long MAX_COPIES = 1000;

  /** Two thirds of 8 MiB, in instructions of 16 bytes and their share of tables. */
  private static final long MAX_INSTRUCTIONS = 87_381;

  /** Measured instructions of the largest Unicode categories; others take fewer. */
  private static final Map<String, Long> CATEGORIES =
      Map.of("L", 180L, "Lu", 105L, "Ll", 105L, "Lo", 100L);

  private final String pattern;
  private int at;

  /** The size of a part: copies that its repetitions make of their insides, and instructions. */
  private record Size(long copies, long instructions) {
    static final Size NONE = new Size(1, 0);
    static final Size ONE = new Size(1, 1);

    Size and(Size other) {
      return new Size(Math.max(copies, other.copies), cap(instructions + other.instructions));
    }

    Size times(long number) {
      return new Size(cap(copies * number), cap(instructions * number));
    }

    private static long cap(long number) {
      return Math.min(number, 1L << 30);
    }
  }

  private PatternSize(String pattern) {
    this.pattern = pattern;
  }

  /** Whether DuckDB is known to refuse an expression that RE2/J takes. */
  static boolean isTooLarge(String pattern) {
    Size size = new PatternSize(pattern).alternatives();
    return size.copies() > MAX_COPIES || size.instructions() > MAX_INSTRUCTIONS;
  }

  private Size alternatives() {
    Size all = Size.NONE;
    while (at < pattern.length() && pattern.charAt(at) != ')') {
      all = all.and(repeated(atom()));
    }
    return all;
  }

  private Size atom() {
    char c = pattern.charAt(at++);
    if (c == '(') {
      if (pattern.startsWith("?", at)) {
        while (at < pattern.length() && ":)".indexOf(pattern.charAt(at)) < 0) {
          at++;
        }
        at += pattern.startsWith(":", at) ? 1 : 0;
      }
      Size inside = alternatives();
      at++;
      return inside;
    }
    if (c == '[') {
      characterClass();
      return Size.ONE;
    }
    return c == '\\' ? escape() : Size.ONE;
  }

  private Size escape() {
    if (at >= pattern.length()) {
      return Size.ONE;
    }
    char c = pattern.charAt(at++);
    if (c == 'Q') {
      int end = pattern.indexOf("\\E", at);
      at = end < 0 ? pattern.length() : end + 2;
      return Size.ONE;
    }
    boolean isCategory = c == 'p' || c == 'P';
    if (!pattern.startsWith("{", at) || !isCategory && c != 'x') {
      String name = isCategory && at < pattern.length() ? pattern.substring(at, ++at) : "";
      return new Size(1, CATEGORIES.getOrDefault(name, 1L));
    }
    int end = Math.max(at, pattern.indexOf('}', at));
    String name = pattern.substring(Math.min(at + 1, end), end);
    at = end + 1;
    return new Size(1, isCategory ? CATEGORIES.getOrDefault(name.replace("^", ""), 1L) : 1L);
  }

  private void characterClass() {
    at += pattern.startsWith("^", at) ? 1 : 0;
    at += pattern.startsWith("]", at) ? 1 : 0;
    while (at < pattern.length() && pattern.charAt(at) != ']') {
      if (pattern.startsWith("[:", at) && pattern.indexOf(":]", at) > 0) {
        at = pattern.indexOf(":]", at) + 2;
      } else {
        at += pattern.charAt(at) == '\\' ? 2 : 1;
      }
    }
    at++;
  }

  private Size repeated(Size atom) {
    int end = pattern.startsWith("{", at) ? pattern.indexOf('}', at) : -1;
    if (end < 0) {
      return atom;
    }
    String[] bounds = pattern.substring(at + 1, end).split(",", -1);
    try {
      long least = Long.parseLong(bounds[0]);
      long most = bounds.length == 1 || bounds[1].isEmpty() ? least : Long.parseLong(bounds[1]);
      at = end + 1;
      return bounds.length > 2 ? atom : atom.times(Math.max(1, most));
    } catch (NumberFormatException e) {
      return atom;
    }
  }
}
