package dev.kcompact.contract.message;

/**
 * Whether a record's text can say which record it is. {@code null}, {@code {}} and an object of
 * nulls are the text of many records; who receives one of them twice has not received one record
 * twice.
 */
public final class OwnText {
  private static final String[] LITERALS = {"null", "true", "false"};

  private OwnText() {}

  /**
   * Returns whether a range has a number, a string that is not empty, or something that is no JSON.
   * Names of members do not count, unless their value is cut off.
   */
  public static boolean isIn(byte[] text, int from, int to) {
    int at = from;
    while (at < to) {
      byte c = text[at];
      if (c == '"') {
        int end = endOfString(text, at, to);
        int next = skipBlank(text, end, to);
        boolean isName = next < to && text[next] == ':';
        if (isName ? skipBlank(text, next + 1, to) == to : end - at > 2) {
          return true;
        }
        at = isName ? next + 1 : end;
      } else if (isBlank(c) || "{}[],:".indexOf(c) >= 0) {
        at++;
      } else {
        int end = endOfLiteral(text, at, to);
        if (end == at) {
          return true;
        }
        at = end;
      }
    }
    return false;
  }

  public static boolean isIn(byte[] text) {
    return isIn(text, 0, text.length);
  }

  /** Returns the index after the closing quote, or {@code to} and more if there is none. */
  private static int endOfString(byte[] text, int quote, int to) {
    int at = quote + 1;
    while (at < to && text[at] != '"') {
      at += text[at] == '\\' ? 2 : 1;
    }
    // A text that is cut off behind its quote has no end, and is not empty either.
    return at < to ? at + 1 : to + 2;
  }

  private static int endOfLiteral(byte[] text, int from, int to) {
    for (String literal : LITERALS) {
      int end = from + literal.length();
      if (end <= to && isAt(text, from, literal) && (end == to || !isLetter(text[end]))) {
        return end;
      }
    }
    return from;
  }

  private static boolean isAt(byte[] text, int from, String ascii) {
    for (int i = 0; i < ascii.length(); i++) {
      if (text[from + i] != ascii.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isLetter(byte c) {
    return c == '_' || Character.isLetterOrDigit(c) || c < 0;
  }

  private static int skipBlank(byte[] text, int from, int to) {
    int at = from;
    while (at < to && isBlank(text[at])) {
      at++;
    }
    return at;
  }

  private static boolean isBlank(byte c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
  }
}
