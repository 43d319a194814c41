package dev.kcompact.job.decode;

import java.util.Arrays;

/** A strict tokenizer over bytes that copies nothing but texts with escapes. */
final class JsonTokenizer implements TokenSource {
  private static final byte[] TRUE = {'t', 'r', 'u', 'e'};
  private static final byte[] FALSE = {'f', 'a', 'l', 's', 'e'};
  private static final byte[] NULL = {'n', 'u', 'l', 'l'};

  /** What may come next. */
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

  /** One bit for each open container, set for objects. */
  private long[] objects = new long[2];

  private boolean inObject;
  private int tokenStart;
  private int textStart;
  private int textLength;
  private boolean integral;

  /**
   * @param maxTextBytes of a text with escapes only one byte beyond this is kept
   */
  JsonTokenizer(RecordBytes record, int maxTextBytes) {
    text = new TextScanner(record, maxTextBytes);
  }

  @Override
  public void reset(byte[] bytes, int from, int to) {
    this.bytes = bytes;
    position = from;
    end = to;
    text.reset(bytes, to);
    expect = Expect.VALUE;
    depth = 0;
    inObject = false;
  }

  @Override
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
    inObject = depth > 0 && (objects[(depth - 1) >> 6] >>> (depth - 1) & 1) != 0;
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

  /** Index behind a run of at least one digit. */
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

  /** At the top nothing else tells where a number or a literal ends. */
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

  static boolean isBlank(byte found) {
    return found == ' ' || found == '\n' || found == '\r' || found == '\t';
  }

  private static boolean isDigit(byte found) {
    return found >= '0' && found <= '9';
  }

  @Override
  public int depth() {
    return depth;
  }

  @Override
  public int tokenStart() {
    return tokenStart;
  }

  @Override
  public int position() {
    return position;
  }

  @Override
  public int textStart() {
    return textStart;
  }

  @Override
  public int textLength() {
    return textLength;
  }

  @Override
  public boolean isTextValid() {
    return text.isValid();
  }

  @Override
  public boolean isIntegral() {
    return integral;
  }
}
