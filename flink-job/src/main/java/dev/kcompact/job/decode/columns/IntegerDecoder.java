package dev.kcompact.job.decode.columns;

import dev.kcompact.job.decode.CorruptReason;
import dev.kcompact.job.decode.json.JsonTokenizer;
import dev.kcompact.job.decode.json.RecordBytes;
import dev.kcompact.job.decode.json.Token;
import org.jspecify.annotations.Nullable;

/** Reads a number without fraction and exponent that fits 64 bits. */
class IntegerDecoder extends ValueDecoder.OfLongs {
  /** A number with at most this many digits always fits. */
  private static final int SAFE_DIGITS = 18;

  IntegerDecoder(@Nullable ValueDecoder parent, String name, RecordContext context) {
    super(parent, name, context);
  }

  @Override
  void decode(Token token) throws CorruptRecordException {
    values.add(read(token));
  }

  @Override
  void decodeText() throws CorruptRecordException {
    values.add(readText());
  }

  /** Returns the number that the token is. */
  long read(Token token) throws CorruptRecordException {
    if (token != Token.NUMBER || !context.tokens().isIntegral()) {
      throw corrupt(CorruptReason.WRONG_TYPE);
    }
    return parse();
  }

  /** Returns the number that the current string holds. */
  long readText() throws CorruptRecordException {
    context.requireText(this);
    if (!context.isNumberText() || !context.isIntegralText()) {
      throw corrupt(CorruptReason.WRONG_TYPE);
    }
    return parse();
  }

  private long parse() throws CorruptRecordException {
    JsonTokenizer tokens = context.tokens();
    int start = tokens.textStart();
    byte[] text = context.record().bufferOf(start);
    int from = RecordBytes.offsetOf(start);
    int to = from + tokens.textLength();
    boolean negative = text[from] == '-';
    from += negative ? 1 : 0;
    return to - from <= SAFE_DIGITS
        ? small(text, from, to, negative)
        : large(text, from, to, negative);
  }

  private static long small(byte[] text, int from, int to, boolean negative) {
    long value = 0;
    for (int at = from; at < to; at++) {
      value = value * 10 + text[at] - '0';
    }
    return negative ? -value : value;
  }

  /** Computes with negative numbers, because there is one more of them. */
  private long large(byte[] text, int from, int to, boolean negative)
      throws CorruptRecordException {
    if (to - from > SAFE_DIGITS + 1) {
      throw corrupt(CorruptReason.OUT_OF_RANGE);
    }
    long value = -small(text, from, to - 1, false);
    int digit = text[to - 1] - '0';
    if (value < Long.MIN_VALUE / 10) {
      throw corrupt(CorruptReason.OUT_OF_RANGE);
    }
    value *= 10;
    if (value < Long.MIN_VALUE + digit || !negative && value - digit == Long.MIN_VALUE) {
      throw corrupt(CorruptReason.OUT_OF_RANGE);
    }
    value -= digit;
    return negative ? value : -value;
  }
}
