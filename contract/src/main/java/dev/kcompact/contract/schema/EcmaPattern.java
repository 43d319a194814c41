package dev.kcompact.contract.schema;

/**
 * Translates a pattern of ECMA 262, as JSON Schema has it, into the expression of RE2 that finds
 * the same texts: names of groups have no effect, {@code \s} is all of Unicode's white space, a dot
 * is no line end. What both do not know stays as it is, for RE2 to refuse.
 */
public final class EcmaPattern {
  private static final String SPACES =
      "\\t-\\r \\x{a0}\\x{1680}\\x{2000}-\\x{200a}\\x{2028}\\x{2029}\\x{202f}\\x{205f}\\x{3000}"
          + "\\x{feff}";

  /** All but {@link #SPACES}, for use inside a class. */
  private static final String NO_SPACES =
      "\\x{0}-\\x{8}\\x{e}-\\x{1f}\\x{21}-\\x{9f}\\x{a1}-\\x{167f}\\x{1681}-\\x{1fff}"
          + "\\x{200b}-\\x{2027}\\x{202a}-\\x{202e}\\x{2030}-\\x{205e}\\x{2060}-\\x{2fff}"
          + "\\x{3001}-\\x{fefe}\\x{ff00}-\\x{10ffff}";

  private static final String NO_LINE_END = "[^\\n\\r\\x{2028}\\x{2029}]";

  private final String pattern;
  private final StringBuilder out = new StringBuilder();
  private int at;
  private boolean isInClass;
  private boolean dotMayBeAll;

  private EcmaPattern(String pattern) {
    this.pattern = pattern;
  }

  /** Returns the expression of RE2. */
  public static String toRe2(String pattern) {
    EcmaPattern translation = new EcmaPattern(pattern);
    while (translation.at < pattern.length()) {
      translation.step();
    }
    return translation.out.toString();
  }

  private void step() {
    char c = pattern.charAt(at);
    if (c == '\\' && at + 1 < pattern.length()) {
      escape(pattern.charAt(at + 1));
    } else if (c == '\0') {
      replace(1, "\\x{0}");
    } else if (isInClass) {
      insideClass(c);
    } else if (c == '[') {
      openClass();
    } else if (c == '(') {
      group();
    } else if (c == '.' && !dotMayBeAll) {
      replace(1, NO_LINE_END);
    } else {
      keep(1);
    }
  }

  private void insideClass(char c) {
    int end = c == '[' && pattern.startsWith("[:", at) ? pattern.indexOf(":]", at) : -1;
    if (end > 0) {
      keep(end + 2 - at);
    } else {
      isInClass = c != ']';
      keep(1);
    }
  }

  /** A bracket directly behind the opening one is a member of the class. */
  private void openClass() {
    isInClass = true;
    keep(pattern.startsWith("[^", at) ? 2 : 1);
    if (at < pattern.length() && pattern.charAt(at) == ']') {
      keep(1);
    }
  }

  private void group() {
    int name = pattern.startsWith("(?<", at) ? 3 : pattern.startsWith("(?P<", at) ? 4 : 0;
    int end = pattern.indexOf('>', at);
    boolean isLookBehind =
        name == 3 && at + name < pattern.length() && "=!".indexOf(pattern.charAt(at + name)) >= 0;
    if (name > 0 && end > at + name && !isLookBehind && isName(at + name, end)) {
      replace(end + 1 - at, "(?:");
      return;
    }
    if (pattern.startsWith("(?", at)) {
      int flags = at + 2;
      while (flags < pattern.length() && Character.isLetter(pattern.charAt(flags))) {
        dotMayBeAll |= pattern.charAt(flags) == 's';
        flags++;
      }
    }
    keep(1);
  }

  private boolean isName(int from, int to) {
    return pattern.substring(from, to).chars().allMatch(Character::isJavaIdentifierPart);
  }

  private void escape(char c) {
    switch (c) {
      case 's' -> spaces(SPACES, "[" + SPACES + "]");
      case 'S' -> spaces(NO_SPACES, "[^" + SPACES + "]");
      case 'u' -> codePoint();
      case 'Q' -> {
        int end = pattern.indexOf("\\E", at);
        keep((end < 0 ? pattern.length() : end + 2) - at);
      }
      case 'c' -> {
        boolean isControl = at + 2 < pattern.length() && isAsciiLetter(pattern.charAt(at + 2));
        if (isControl) {
          replace(3, "\\x{" + Integer.toHexString(pattern.charAt(at + 2) % 32) + "}");
        } else {
          keep(2);
        }
      }
      default -> keep(2);
    }
  }

  /** Behind a set of characters, a hyphen is no range. */
  private void spaces(String inside, String outside) {
    replace(2, isInClass ? inside : outside);
    if (isInClass && pattern.startsWith("-", at) && !pattern.startsWith("-]", at)) {
      replace(1, "\\-");
    }
  }

  private static boolean isAsciiLetter(char c) {
    return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
  }

  /** Translates a backslash with {@code u}, and two of them that are a surrogate pair. */
  private void codePoint() {
    int unit = hex(at + 2);
    if (unit < 0) {
      keep(2);
      return;
    }
    boolean isPair =
        Character.isHighSurrogate((char) unit)
            && pattern.startsWith("\\u", at + 6)
            && hex(at + 8) >= 0
            && Character.isLowSurrogate((char) hex(at + 8));
    int point = isPair ? Character.toCodePoint((char) unit, (char) hex(at + 8)) : unit;
    replace(isPair ? 12 : 6, "\\x{" + Integer.toHexString(point) + "}");
  }

  /** Returns the number of four hexadecimal digits; negative if they are none. */
  private int hex(int from) {
    if (from + 4 > pattern.length()) {
      return -1;
    }
    int number = 0;
    for (int i = from; i < from + 4; i++) {
      int digit = Character.digit(pattern.charAt(i), 16);
      if (digit < 0) {
        return -1;
      }
      number = number * 16 + digit;
    }
    return number;
  }

  private void keep(int chars) {
    out.append(pattern, at, at + chars);
    at += chars;
  }

  private void replace(int chars, String by) {
    out.append(by);
    at += chars;
  }
}
