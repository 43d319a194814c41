package dev.kcompact.job.decode.framing;

/** Distinguishes text from other bytes by their beginning. */
final class TextProbe {
  private static final int WINDOW = 4096;
  private static final int LEAST = 2;
  private static final int SHARE = 64;

  /** The same for bytes with the first character of a record, which damage may have changed. */
  private static final int LEAST_OF_RECORD = 16;

  private static final int SHARE_OF_RECORD = 8;

  private TextProbe() {}

  /**
   * Whether bytes are no text: they begin like no JSON, and at least one in 64 of the first is a
   * control character or no UTF-8. Bytes that begin with a bracket are text unless one in eight is,
   * because a damaged first record must not hide those after it. A text in UTF-16 with its mark is
   * text, though not readable.
   */
  static boolean isBinary(byte[] bytes, int length) {
    if (beginsLikeJson(bytes, length) || hasUtf16Mark(bytes, length)) {
      return false;
    }
    int end = Math.min(length, WINDOW);
    int strange = 0;
    for (int at = 0; at < end; ) {
      int width = width(bytes, at, length);
      strange += width == 0 ? 1 : 0;
      at += Math.max(1, width);
    }
    int first = skipBlank(bytes, 0, length);
    boolean bracket = first < length && (bytes[first] == '{' || bytes[first] == '[');
    return bracket
        ? strange >= Math.max(LEAST_OF_RECORD, end / SHARE_OF_RECORD)
        : strange >= Math.max(LEAST, end / SHARE);
  }

  private static boolean hasUtf16Mark(byte[] bytes, int length) {
    int first = length < 2 ? 0 : (bytes[0] & 0xff) << 8 | bytes[1] & 0xff;
    return first == 0xfeff || first == 0xfffe;
  }

  /** The bytes of the character at an index; 0 where no character of a text stands. */
  private static int width(byte[] bytes, int at, int length) {
    int first = bytes[at] & 0xff;
    if (first < 0x80) {
      return first >= ' ' && first != 0x7f || isBlank(first) ? 1 : 0;
    }
    int width = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2;
    if (first < 0xc2 || first > 0xf4 || at + width > length) {
      return 0;
    }
    for (int i = at + 1; i < at + width; i++) {
      if ((bytes[i] & 0xc0) != 0x80) {
        return 0;
      }
    }
    return width;
  }

  /** Whether the first bytes, blanks and a byte order mark apart, can begin a JSON value. */
  static boolean beginsLikeJson(byte[] bytes, int length) {
    boolean hasMark =
        length >= 3
            && bytes[0] == (byte) 0xef
            && bytes[1] == (byte) 0xbb
            && bytes[2] == (byte) 0xbf;
    int at = skipBlank(bytes, hasMark ? 3 : 0, length);
    if (at == length) {
      return at > 0;
    }
    int first = bytes[at];
    int next = skipBlank(bytes, at + 1, length);
    int second = next == length ? -1 : bytes[next];
    return switch (first) {
      case '{' -> second == -1 || second == '"' || second == '}';
      case '[' -> second == -1 || second == ']' || isValueStart(second);
      case '"' -> true;
      case '-' -> second == -1 || isDigit(second);
      case 't' -> second == -1 || second == 'r';
      case 'f' -> second == -1 || second == 'a';
      case 'n' -> second == -1 || second == 'u';
      default -> isDigit(first) && (at + 1 == length || isNumberPart(bytes[at + 1]));
    };
  }

  private static boolean isValueStart(int c) {
    return "{[\"-tfn".indexOf(c) >= 0 || isDigit(c);
  }

  private static boolean isNumberPart(int c) {
    return isDigit(c) || c == '.' || c == 'e' || c == 'E' || isBlank(c);
  }

  private static boolean isDigit(int c) {
    return c >= '0' && c <= '9';
  }

  private static int skipBlank(byte[] bytes, int from, int length) {
    int at = from;
    while (at < length && isBlank(bytes[at])) {
      at++;
    }
    return at;
  }

  private static boolean isBlank(int c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
  }
}
