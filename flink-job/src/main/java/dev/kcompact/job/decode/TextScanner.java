package dev.kcompact.job.decode;

/**
 * Reads the strings of a JSON text. One without escapes stays where it is; any other is written
 * anew into the scratch. Not thread-safe.
 */
final class TextScanner {
  private final RecordBytes record;
  private final int keptTextBytes;
  private byte[] bytes = new byte[0];
  private int end;
  private int start;
  private int length;
  private boolean valid;

  /**
   * @param maxTextBytes of a text with escapes only one byte beyond this is kept
   */
  TextScanner(RecordBytes record, int maxTextBytes) {
    this.record = record;
    keptTextBytes = Math.min(maxTextBytes, Integer.MAX_VALUE - 1) + 1;
  }

  void reset(byte[] bytes, int end) {
    this.bytes = bytes;
    this.end = end;
  }

  /** Where the text read last begins, as {@link RecordBytes} counts. */
  int start() {
    return start;
  }

  /** Bytes of the text read last. */
  int length() {
    return length;
  }

  /** Whether the text read last is a sequence of Unicode characters. */
  boolean isValid() {
    return valid;
  }

  /** Reads the string that opens at {@code quote}; the index behind its end. */
  int read(int quote) throws MalformedJsonException {
    valid = true;
    int at = quote + 1;
    while ((at = ByteScan.behindPlainText(bytes, at, end)) < end) {
      byte next = bytes[at];
      if (next == '"') {
        start = quote + 1;
        length = at - start;
        return at + 1;
      } else if (next < 0) {
        at = behindSequence(at);
      } else if (next == '\\') {
        return readEscaped(quote, at);
      } else {
        throw malformed(at);
      }
    }
    throw malformed(end);
  }

  /** Goes on in the scratch, from the first escape. */
  private int readEscaped(int quote, int firstEscape) throws MalformedJsonException {
    start = record.scratchStart();
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
    length = record.scratchLength(start);
    return at + 1;
  }

  private int behindSequence(int at) {
    int length = Utf8.sequenceLength(bytes, at, end);
    if (length == 0) {
      valid = false;
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
      valid = false;
    } else {
      valid = false;
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

  private byte byteAt(int at) throws MalformedJsonException {
    if (at >= end) {
      throw malformed(end);
    }
    return bytes[at];
  }

  private MalformedJsonException malformed(int at) {
    return new MalformedJsonException(at, at >= end);
  }
}
