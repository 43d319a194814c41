package dev.kcompact.job.decode;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import org.jspecify.annotations.Nullable;

/** Reads any number that is finite as a double; the nearest double is its value. */
final class DoubleDecoder extends ValueDecoder {
  /** As many digits, times or divided by a power that is exact, give one exact rounding. */
  private static final int EXACT_DIGITS = 15;

  private static final double[] POWERS = new double[23];

  static {
    POWERS[0] = 1;
    for (int i = 1; i < POWERS.length; i++) {
      POWERS[i] = POWERS[i - 1] * 10;
    }
  }

  private final RecordScope scope;
  private final LongValues values;

  DoubleDecoder(@Nullable ValueDecoder parent, String name, RecordScope scope) {
    super(parent, name);
    this.scope = scope;
    values = new LongValues(scope.memory());
  }

  @Override
  LongValues values() {
    return values;
  }

  @Override
  void decode(Token token) throws CorruptRecordException {
    if (token != Token.NUMBER) {
      throw corrupt(CorruptReason.WRONG_TYPE);
    }
    int start = scope.tokens().textStart();
    byte[] text = scope.record().bufferOf(start);
    int from = RecordBytes.offsetOf(start);
    double value = parse(text, from, from + scope.tokens().textLength());
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
