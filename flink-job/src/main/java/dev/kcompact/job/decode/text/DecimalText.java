package dev.kcompact.job.decode.text;

import dev.kcompact.contract.schema.ColumnType.DecimalType;
import java.math.BigInteger;

/**
 * Parses a JSON number into its significant digits, without leading and trailing zeros, and the
 * power of ten of the last digit. One instance is reused for every number; not thread-safe.
 */
public final class DecimalText {
  private static final int LONG_DIGITS = 18;

  /** Limit of an exponent: no column holds such a number, and sums of exponents do not overflow. */
  private static final int MAX_EXPONENT = 1_000_000;

  private static final long[] POWERS = new long[LONG_DIGITS + 1];

  static {
    POWERS[0] = 1;
    for (int i = 1; i < POWERS.length; i++) {
      POWERS[i] = POWERS[i - 1] * 10;
    }
  }

  private final StringBuilder allDigits = new StringBuilder();

  private boolean negative;

  /** The digits, while there are at most 18; {@link #allDigits} holds them beyond that. */
  private long digits;

  private int count;

  /** Zeros after the digits; they become digits only if another one follows. */
  private int zeros;

  private int exponent;

  /** Parses {@code bytes[from, to)}; returns whether it is a number by JSON's grammar. */
  public boolean parse(byte[] bytes, int from, int to) {
    digits = 0;
    count = 0;
    zeros = 0;
    allDigits.setLength(0);
    int at = from;
    negative = at < to && bytes[at] == '-';
    at += negative ? 1 : 0;
    int integer = at;
    at = digits(bytes, at, to);
    if (at == integer || bytes[integer] == '0' && at - integer > 1) {
      return false;
    }
    int fraction = 0;
    if (at < to && bytes[at] == '.') {
      int first = at + 1;
      at = digits(bytes, first, to);
      fraction = at - first;
      if (fraction == 0) {
        return false;
      }
    }
    exponent = zeros - fraction;
    return at == to || (bytes[at] | 0x20) == 'e' && readExponent(bytes, at + 1, to);
  }

  /** Adds the digits from {@code from} on; returns the index after the last one. */
  private int digits(byte[] bytes, int from, int to) {
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
        appendToAll(digit);
      }
    }
    zeros = 0;
  }

  private void appendToAll(int digit) {
    if (allDigits.length() == 0) {
      allDigits.append(digits);
    }
    allDigits.append("0".repeat(zeros)).append((char) ('0' + digit));
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
  public boolean fits(int precision, int scale) {
    return count == 0 || exponent >= -scale && count + exponent + scale <= precision;
  }

  /** The number times ten to the {@code scale}, which must {@link #fits fit} 18 digits. */
  public long unscaledLong(int scale) {
    if (count == 0) {
      return 0;
    }
    long unscaled = digits * POWERS[exponent + scale];
    return negative ? -unscaled : unscaled;
  }

  /** The number times ten to the {@code scale}, which must {@link #fits fit} some precision. */
  public BigInteger unscaled(int scale) {
    if (count == 0) {
      return BigInteger.ZERO;
    }
    BigInteger known =
        allDigits.length() == 0 ? BigInteger.valueOf(digits) : new BigInteger(allDigits.toString());
    BigInteger unscaled = known.multiply(BigInteger.TEN.pow(exponent + scale));
    return negative ? unscaled.negate() : unscaled;
  }
}
