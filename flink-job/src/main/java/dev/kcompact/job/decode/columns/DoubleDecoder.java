package dev.kcompact.job.decode.columns;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.kcompact.job.decode.CorruptReason;
import dev.kcompact.job.decode.json.RecordBytes;
import dev.kcompact.job.decode.json.Token;
import org.jspecify.annotations.Nullable;

/** Reads a finite number as the nearest double. */
final class DoubleDecoder extends ValueDecoder.OfLongs {
  /**
   * Digits that a double holds exactly; divided by an exact power of ten, they are rounded once.
   */
  private static final int EXACT_DIGITS = 15;

  private static final double[] POWERS = new double[23];

  static {
    POWERS[0] = 1;
    for (int i = 1; i < POWERS.length; i++) {
      POWERS[i] = POWERS[i - 1] * 10;
    }
  }

  DoubleDecoder(@Nullable ValueDecoder parent, String name, RecordContext context) {
    super(parent, name, context);
  }

  @Override
  void decode(Token token) throws CorruptRecordException {
    if (token != Token.NUMBER) {
      throw corrupt(CorruptReason.WRONG_TYPE);
    }
    add();
  }

  @Override
  void decodeText() throws CorruptRecordException {
    context.requireText(this);
    if (!context.isNumberText()) {
      throw corrupt(CorruptReason.WRONG_TYPE);
    }
    add();
  }

  private void add() throws CorruptRecordException {
    int start = context.tokens().textStart();
    byte[] text = context.record().bufferOf(start);
    int from = RecordBytes.offsetOf(start);
    double value = parse(text, from, from + context.tokens().textLength());
    if (Double.isInfinite(value)) {
      throw corrupt(CorruptReason.OUT_OF_RANGE);
    }
    values.add(Double.doubleToRawLongBits(value));
  }

  static double parse(byte[] text, int from, int to) {
    boolean negative = text[from] == '-';
    long digits = 0;
    int count = 0;
    int point = -1;
    for (int at = negative ? from + 1 : from; at < to; at++) {
      byte found = text[at];
      if (found == '.') {
        point = at;
      } else if (found < '0' || count == EXACT_DIGITS || found > '9') {
        return Double.parseDouble(new String(text, from, to - from, ISO_8859_1));
      } else {
        digits = digits * 10 + found - '0';
        count++;
      }
    }
    double value = point < 0 ? digits : digits / POWERS[to - point - 1];
    return negative ? -value : value;
  }
}
