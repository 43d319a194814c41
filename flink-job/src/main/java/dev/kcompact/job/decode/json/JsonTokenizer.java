package dev.kcompact.job.decode.json;

import java.util.Arrays;

/**
 * Reads JSON token by token from a range of bytes; several values may follow each other at the top
 * level without a separator. Everything that RFC 8259 does not allow is malformed; there are no
 * lenient modes. Strings that are not UTF-8 are not malformed but reported by {@link
 * #isTextValid()}, because the tokens around them are still known. Copies only strings with
 * escapes. Not thread-safe.
 */
public final class JsonTokenizer {
  private static final byte[] TRUE = {'t', 'r', 'u', 'e'};
  private static final byte[] FALSE = {'f', 'a', 'l', 's', 'e'};
  private static final byte[] NULL = {'n', 'u', 'l', 'l'};

  /** What the grammar allows next. */
  private enum Expect {
    VALUE,
    FIRST_OR_CLOSE,
    SEPARATOR_OR_CLOSE
  }

  private final TextScanner text;
  private byte[] bytes = new byte[0];
  private int end;
  private int position;
  private Expect expect = Expect.VALUE;
  private int depth;

  /** One bit for each open container; set for objects. */
  private long[] objects = new long[2];

  private boolean inObject;
  private int tokenStart;
  private int textStart;
  private int textLength;
  private boolean integral;

  /**
   * @param record receives the texts of strings with escapes
   * @param maxTextBytes limit of a string; of a longer one with escapes one byte more is kept
   */
  public JsonTokenizer(RecordBytes record, int maxTextBytes) {
    text = new TextScanner(record, maxTextBytes);
  }

  /** Starts over with {@code bytes[from, to)}. */
  public void reset(byte[] bytes, int from, int to) {
    this.bytes = bytes;
    position = from;
    end = to;
    text.reset(bytes, to);
    expect = Expect.VALUE;
    depth = 0;
    inObject = false;
  }

  /** Goes back to a value of the same range that has been read; the next token is its first. */
  public void rewind(int valueStart) {
    position = valueStart;
    expect = Expect.VALUE;
  }

  /**
   * Returns to a place behind a value.
   *
   * @param after {@link #position} there
   * @param depth {@link #depth} there; containers that are still open have not been left since
   */
  public void resume(int after, int depth) {
    position = after;
    this.depth = depth;
    inObject = isObject(depth);
    scalar(Token.END);
  }

  private boolean isObject(int depth) {
    return depth > 0 && (objects[(depth - 1) >> 6] >>> (depth - 1) & 1) != 0;
  }

  public Token next() throws MalformedJsonException {
    int at = skipBlank(position);
    if (expect == Expect.SEPARATOR_OR_CLOSE) {
      byte found = byteAt(at);
      if (found == ',') {
        at = skipBlank(at + 1);
        return inObject ? name(at) : value(at);
      }
      return close(at, found);
    }
    if (expect == Expect.FIRST_OR_CLOSE) {
      byte found = byteAt(at);
      if (found == (inObject ? '}' : ']')) {
        return close(at, found);
      }
      return inObject ? name(at) : value(at);
    }
    if (depth == 0 && at == end) {
      position = at;
      return Token.END;
    }
    return value(at);
  }

  private Token value(int at) throws MalformedJsonException {
    tokenStart = at;
    return switch (byteAt(at)) {
      case '"' -> {
        position = text.read(at);
        takeText();
        yield scalar(Token.STRING);
      }
      case '{' -> open(at, true);
      case '[' -> open(at, false);
      case 't' -> literal(at, TRUE, Token.TRUE);
      case 'f' -> literal(at, FALSE, Token.FALSE);
      case 'n' -> literal(at, NULL, Token.NULL);
      case '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> number(at);
      default -> throw malformed(at);
    };
  }

  private Token name(int at) throws MalformedJsonException {
    tokenStart = at;
    if (byteAt(at) != '"') {
      throw malformed(at);
    }
    int colon = skipBlank(text.read(at));
    takeText();
    if (byteAt(colon) != ':') {
      throw malformed(colon);
    }
    position = colon + 1;
    expect = Expect.VALUE;
    return Token.NAME;
  }

  private void takeText() {
    textStart = text.start();
    textLength = text.length();
  }

  private Token scalar(Token token) {
    expect = depth == 0 ? Expect.VALUE : Expect.SEPARATOR_OR_CLOSE;
    return token;
  }

  private Token open(int at, boolean object) {
    int word = depth >> 6;
    if (word == objects.length) {
      objects = Arrays.copyOf(objects, objects.length * 2);
    }
    if (object) {
      objects[word] |= 1L << depth;
    } else {
      objects[word] &= ~(1L << depth);
    }
    depth++;
    inObject = object;
    expect = Expect.FIRST_OR_CLOSE;
    position = at + 1;
    return object ? Token.START_OBJECT : Token.START_ARRAY;
  }

  private Token close(int at, byte found) throws MalformedJsonException {
    if (found != (inObject ? '}' : ']')) {
      throw malformed(at);
    }
    Token token = inObject ? Token.END_OBJECT : Token.END_ARRAY;
    tokenStart = at;
    position = at + 1;
    depth--;
    inObject = isObject(depth);
    return scalar(token);
  }

  private Token literal(int at, byte[] word, Token token) throws MalformedJsonException {
    for (int i = 1; i < word.length; i++) {
      if (byteAt(at + i) != word[i]) {
        throw malformed(at + i);
      }
    }
    position = at + word.length;
    requireBoundary();
    return scalar(token);
  }

  private Token number(int from) throws MalformedJsonException {
    int at = bytes[from] == '-' ? from + 1 : from;
    integral = true;
    at = byteAt(at) == '0' ? at + 1 : digits(at);
    if (at < end && bytes[at] == '.') {
      integral = false;
      at = digits(at + 1);
    }
    if (at < end && (bytes[at] | 0x20) == 'e') {
      integral = false;
      byte sign = byteAt(at + 1);
      at = digits(sign == '+' || sign == '-' ? at + 2 : at + 1);
    }
    textStart = from;
    textLength = at - from;
    position = at;
    requireBoundary();
    return scalar(Token.NUMBER);
  }

  /** Index after a run of at least one digit. */
  private int digits(int from) throws MalformedJsonException {
    if (!isDigit(byteAt(from))) {
      throw malformed(from);
    }
    int at = from + 1;
    while (at < end && isDigit(bytes[at])) {
      at++;
    }
    return at;
  }

  /** Requires a delimiter at the top level, where no closing bracket or comma ends a value. */
  private void requireBoundary() throws MalformedJsonException {
    if (depth > 0 || position == end) {
      return;
    }
    byte next = bytes[position];
    if (!isBlank(next) && next != '{' && next != '[' && next != '"') {
      throw malformed(position);
    }
  }

  private int skipBlank(int from) {
    int at = from;
    while (at < end && isBlank(bytes[at])) {
      at++;
    }
    return at;
  }

  private byte byteAt(int at) throws MalformedJsonException {
    if (at >= end) {
      throw malformed(end);
    }
    return bytes[at];
  }

  private MalformedJsonException malformed(int at) {
    return new MalformedJsonException(at, at >= end);
  }

  public static boolean isBlank(byte found) {
    return found == ' ' || found == '\n' || found == '\r' || found == '\t';
  }

  private static boolean isDigit(byte found) {
    return found >= '0' && found <= '9';
  }

  /** Number of objects and arrays that are open after the current token. */
  public int depth() {
    return depth;
  }

  /** Index of the current token's first byte. */
  public int tokenStart() {
    return tokenStart;
  }

  /** Index after the current token; after the colon of a {@link Token#NAME}. */
  public int position() {
    return position;
  }

  /**
   * Start of the unescaped text of a {@link Token#NAME} or {@link Token#STRING}, or of the text of
   * a {@link Token#NUMBER}, in the form of {@link RecordBytes}.
   */
  public int textStart() {
    return textStart;
  }

  /** Length of that text in bytes. */
  public int textLength() {
    return textLength;
  }

  /** Whether that text is valid Unicode: no broken UTF-8 and no lone surrogate. */
  public boolean isTextValid() {
    return text.isValid();
  }

  /** Whether a {@link Token#NUMBER} has neither fraction nor exponent. */
  public boolean isIntegral() {
    return integral;
  }
}
