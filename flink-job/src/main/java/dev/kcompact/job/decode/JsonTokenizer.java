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

  private final RecordBytes record;
  private final int keptTextBytes;
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
  private boolean textValid;
  private boolean integral;

  /**
   * @param maxTextBytes of a text with escapes only one byte beyond this is kept
   */
  JsonTokenizer(RecordBytes record, int maxTextBytes) {
    this.record = record;
    keptTextBytes = Math.min(maxTextBytes, Integer.MAX_VALUE - 1) + 1;
  }

  @Override
  public void reset(byte[] bytes, int from, int to) {
    this.bytes = bytes;
    position = from;
    end = to;
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
        string(at);
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
    string(at);
    int colon = skipBlank(position);
    if (byteAt(colon) != ':') {
      throw malformed(colon);
    }
    position = colon + 1;
    expect = Expect.VALUE;
    return Token.NAME;
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

  private Token literal(int at, byte[] text, Token token) throws MalformedJsonException {
    for (int i = 1; i < text.length; i++) {
      if (byteAt(at + i) != text[i]) {
        throw malformed(at + i);
      }
    }
    position = at + text.length;
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

  private void string(int quote) throws MalformedJsonException {
    final byte[] text = bytes;
    final int stop = end;
    textValid = true;
    int at = quote + 1;
    while (at < stop) {
      byte next = text[at];
      if (next >= ' ' && next != '"' && next != '\\') {
        at++;
      } else if (next == '"') {
        textStart = quote + 1;
        textLength = at - textStart;
        position = at + 1;
        return;
      } else if (next < 0) {
        at = behindSequence(at);
      } else if (next == '\\') {
        escapedString(quote, at);
        return;
      } else {
        throw malformed(at);
      }
    }
    throw malformed(stop);
  }

  /** Goes on in the scratch, from the first escape. */
  private void escapedString(int quote, int firstEscape) throws MalformedJsonException {
    int start = record.scratchStart();
    record.append(bytes, quote + 1, Math.min(firstEscape - quote - 1, keptTextBytes));
    int at = firstEscape;
    while (true) {
      record.cut(start, keptTextBytes);
      byte next = byteAt(at);
      if (next == '"') {
        break;
      } else if (next == '\\') {
        at = escape(at + 1);
      } else if (next < 0) {
        int behind = behindSequence(at);
        record.append(bytes, at, behind - at);
        at = behind;
      } else if (next >= ' ') {
        record.append(next);
        at++;
      } else {
        throw malformed(at);
      }
    }
    textStart = start;
    textLength = record.scratchLength(start);
    position = at + 1;
  }

  private int behindSequence(int at) {
    int length = Utf8.sequenceLength(bytes, at, end);
    if (length == 0) {
      textValid = false;
      return at + 1;
    }
    return at + length;
  }

  /** Appends what the escape stands for; index behind it. */
  private int escape(int at) throws MalformedJsonException {
    switch (byteAt(at)) {
      case '"' -> record.append('"');
      case '\\' -> record.append('\\');
      case '/' -> record.append('/');
      case 'b' -> record.append('\b');
      case 'f' -> record.append('\f');
      case 'n' -> record.append('\n');
      case 'r' -> record.append('\r');
      case 't' -> record.append('\t');
      case 'u' -> {
        return unicodeEscape(at + 1);
      }
      default -> throw malformed(at);
    }
    return at + 1;
  }

  private int unicodeEscape(int at) throws MalformedJsonException {
    int unit = hex(at);
    int behind = at + 4;
    if (unit < 0xd800 || unit > 0xdfff) {
      appendCodePoint(unit);
    } else if (unit < 0xdc00
        && behind + 1 < end
        && bytes[behind] == '\\'
        && bytes[behind + 1] == 'u') {
      int low = hex(behind + 2);
      if (low >= 0xdc00 && low <= 0xdfff) {
        appendCodePoint(Character.toCodePoint((char) unit, (char) low));
        return behind + 6;
      }
      textValid = false;
    } else {
      textValid = false;
    }
    return behind;
  }

  private void appendCodePoint(int codePoint) {
    if (codePoint < 0x80) {
      record.append(codePoint);
    } else if (codePoint < 0x800) {
      record.append(0xc0 | codePoint >> 6);
      record.append(0x80 | codePoint & 0x3f);
    } else if (codePoint < 0x10000) {
      record.append(0xe0 | codePoint >> 12);
      record.append(0x80 | codePoint >> 6 & 0x3f);
      record.append(0x80 | codePoint & 0x3f);
    } else {
      record.append(0xf0 | codePoint >> 18);
      record.append(0x80 | codePoint >> 12 & 0x3f);
      record.append(0x80 | codePoint >> 6 & 0x3f);
      record.append(0x80 | codePoint & 0x3f);
    }
  }

  private int hex(int from) throws MalformedJsonException {
    int value = 0;
    for (int at = from; at < from + 4; at++) {
      int digit = Character.digit((char) (byteAt(at) & 0xff), 16);
      if (digit < 0 || bytes[at] < 0) {
        throw malformed(at);
      }
      value = value << 4 | digit;
    }
    return value;
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
    return textValid;
  }

  @Override
  public boolean isIntegral() {
    return integral;
  }
}
