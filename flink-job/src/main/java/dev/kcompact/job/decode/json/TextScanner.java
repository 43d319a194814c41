package dev.kcompact.job.decode.json;

import dev.kcompact.job.decode.text.ByteSearch;
import dev.kcompact.job.decode.text.Utf8;

/**
 * Reads JSON strings. A string without escapes stays in the object's bytes; any other is unescaped
 * into the scratch buffer of {@link RecordBytes}. Not thread-safe.
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
   * @param maxTextBytes limit of a string; of a longer one with escapes one byte more is kept
   */
  TextScanner(RecordBytes record, int maxTextBytes) {
    this.record = record;
    keptTextBytes = Math.min(maxTextBytes, Integer.MAX_VALUE - 1) + 1;
  }

  void reset(byte[] bytes, int end) {
    this.bytes = bytes;
    this.end = end;
  }

  /** Start of the last text, in the form of {@link RecordBytes}. */
  int start() {
    return start;
  }

  /** Length of the last text in bytes. */
  int length() {
    return length;
  }

  /** Whether the last text is valid Unicode. */
  boolean isValid() {
    return valid;
  }

  /** Reads the string whose opening quote is at {@code quote}; returns the index after it. */
  int read(int quote) throws MalformedJsonException {
    valid = true;
    int at = quote + 1;
    while ((at = ByteSearch.endOfPlainText(bytes, at, end)) < end) {
      byte next = bytes[at];
      if (next == '"') {
        start = quote + 1;
        length = at - start;
        return at + 1;
      } else if (next < 0) {
        at = endOfSequence(at);
      } else if (next == '\\') {
        return readEscaped(quote, at);
      } else {
        throw malformed(at);
      }
    }
    throw malformed(end);
  }

  /** Reads the rest of a string from its first escape on, into the scratch buffer. */
  private int readEscaped(int quote, int firstEscape) throws MalformedJsonException {
    start = record.scratchStart();
    record.append(bytes, quote + 1, Math.min(firstEscape - quote - 1, keptTextBytes));
    int at = firstEscape;
    while (true) {
      record.truncate(start, keptTextBytes);
      byte next = byteAt(at);
      if (next == '"') {
        break;
      } else if (next == '\\') {
        at = escape(at + 1);
      } else if (next < 0) {
        int after = endOfSequence(at);
        record.append(bytes, at, after - at);
        at = after;
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

  /** Index after the UTF-8 sequence at {@code at}, or after one byte if there is no valid one. */
  private int endOfSequence(int at) {
    int length = Utf8.sequenceLength(bytes, at, end);
    if (length == 0) {
      valid = false;
      return at + 1;
    }
    return at + length;
  }

  /** Appends the character of the escape; returns the index after it. */
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
    int next = at + 4;
    if (unit < 0xd800 || unit > 0xdfff) {
      appendCodePoint(unit);
    } else if (unit < 0xdc00 && next + 1 < end && bytes[next] == '\\' && bytes[next + 1] == 'u') {
      int low = hex(next + 2);
      if (low >= 0xdc00 && low <= 0xdfff) {
        appendCodePoint(Character.toCodePoint((char) unit, (char) low));
        return next + 6;
      }
      valid = false;
    } else {
      valid = false;
    }
    return next;
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
