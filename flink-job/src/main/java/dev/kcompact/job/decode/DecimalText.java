package dev.kcompact.job.decode;

import dev.kcompact.contract.schema.ColumnType.DecimalType;
import java.math.BigInteger;

/**
 * A number as JSON writes it, taken apart: its digits without zeros on either side, and the power
 * of ten of the last one. Reused.
 */
final class DecimalText {
  private static final int LONG_DIGITS = 18;

  /** Far beyond any column, and far from an overflow. */
  private static final int MAX_EXPONENT = 1_000_000;

  private static final long[] POWERS = new long[LONG_DIGITS + 1];

  static {
    POWERS[0] = 1;
    for (int i = 1; i < POWERS.length; i++) {
      POWERS[i] = POWERS[i - 1] * 10;
    }
  }

  private final StringBuilder more = new StringBuilder();

  private boolean negative;

  /** The digits while a long surely holds them; more has them all as soon as there is one more. */
  private long digits;

  private int count;

  /** Zeros that were seen behind the digits, and count only if another digit follows. */
  private int zeros;

  private int exponent;

  /** Whether {@code bytes[from, to)} is a number by JSON's grammar; takes it apart if so. */
  boolean parse(byte[] bytes, int from, int to) {
    digits = 0;
    count = 0;
    zeros = 0;
    more.setLength(0);
    int at = from;
    negative = at < to && bytes[at] == '-';
    at += negative ? 1 : 0;
    int whole = at;
    at = run(bytes, at, to);
    if (at == whole || bytes[whole] == '0' && at - whole > 1) {
      return false;
    }
    int fraction = 0;
    if (at < to && bytes[at] == '.') {
      int first = at + 1;
      at = run(bytes, first, to);
      fraction = at - first;
      if (fraction == 0) {
        return false;
      }
    }
    exponent = zeros - fraction;
    return at == to || (bytes[at] | 0x20) == 'e' && readExponent(bytes, at + 1, to);
  }

  /** Takes the digits from {@code from} on; index behind them. */
  private int run(byte[] bytes, int from, int to) {
    int at = from;
    for (; at < to && bytes[at] >= '0' && bytes[at] <= '9'; at++) {
      if (bytes[at] != '0') {
        push(bytes[at] - '0');
      } else if (count > 0) {
        zeros++;
      }
    }
    return at;
  }

  private void push(int digit) {
    if (count + zeros < LONG_DIGITS) {
      digits = digits * POWERS[zeros + 1] + digit;
      count += zeros + 1;
    } else {
      count += zeros + 1;
      if (count <= DecimalType.MAX_PRECISION) {
        appendMore(digit);
      }
    }
    zeros = 0;
  }

  private void appendMore(int digit) {
    if (more.length() == 0) {
      more.append(digits);
    }
    more.append("0".repeat(zeros)).append((char) ('0' + digit));
  }

  private boolean readExponent(byte[] bytes, int from, int to) {
    int at = from;
    boolean minus = at < to && bytes[at] == '-';
    at += minus || at < to && bytes[at] == '+' ? 1 : 0;
    if (at == to) {
      return false;
    }
    int value = 0;
    for (; at < to; at++) {
      if (bytes[at] < '0' || bytes[at] > '9') {
        return false;
      }
      value = Math.min(MAX_EXPONENT, value * 10 + bytes[at] - '0');
    }
    exponent += minus ? -value : value;
    return true;
  }

  /** Whether a decimal of that precision and scale holds the number exactly. */
  boolean fits(int precision, int scale) {
    return count == 0 || exponent >= -scale && count + exponent + scale <= precision;
  }

  /** The number times ten to the {@code scale}, which must {@link #fits fit} 18 digits. */
  long unscaledLong(int scale) {
    if (count == 0) {
      return 0;
    }
    long unscaled = digits * POWERS[exponent + scale];
    return negative ? -unscaled : unscaled;
  }

  /** The number times ten to the {@code scale}, which must {@link #fits fit} some precision. */
  BigInteger unscaled(int scale) {
    if (count == 0) {
      return BigInteger.ZERO;
    }
    BigInteger known =
        more.length() == 0 ? BigInteger.valueOf(digits) : new BigInteger(more.toString());
    BigInteger unscaled = known.multiply(BigInteger.TEN.pow(exponent + scale));
    return negative ? unscaled.negate() : unscaled;
  }
}
