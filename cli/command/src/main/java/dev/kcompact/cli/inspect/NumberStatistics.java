package dev.kcompact.cli.inspect;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;

/** What the numbers of one place have in common. Memory is constant. */
final class NumberStatistics {
  /** Exponents beyond it are no decimals; doubles have fewer than that. */
  private static final int MAX_EXPONENT = 400;

  private long integers;
  private long fractions;
  private long beyondLong;
  private long min = Long.MAX_VALUE;
  private long max = Long.MIN_VALUE;
  private boolean hasSubMicros;
  private long maxDaysFromObject;
  private long firstObjectDay = Long.MAX_VALUE;
  private long lastObjectDay = Long.MIN_VALUE;
  private int integerDigits = 1;
  private int scale;
  private boolean hasExponent;
  private boolean isInexactAsDouble;

  /**
   * @param objectDay epoch day of the object
   */
  void add(JsonNode number, long objectDay) {
    if (number.isIntegralNumber()) {
      integers++;
      addInteger(number, objectDay);
    } else {
      fractions++;
    }
    addDecimal(number.decimalValue());
  }

  private void addInteger(JsonNode number, long objectDay) {
    if (!number.canConvertToLong()) {
      beyondLong++;
      return;
    }
    long value = number.longValue();
    min = Math.min(min, value);
    max = Math.max(max, value);
    hasSubMicros |= value % 1000 != 0;
    firstObjectDay = Math.min(firstObjectDay, objectDay);
    lastObjectDay = Math.max(lastObjectDay, objectDay);
    boolean isDay = Math.abs(value) < 10_000_000;
    maxDaysFromObject =
        Math.max(maxDaysFromObject, isDay ? Math.abs(value - objectDay) : Long.MAX_VALUE);
  }

  /** Adds a number that stands in a text; the text must be one. */
  void addDecimal(BigDecimal value) {
    if (value.signum() == 0) {
      scale = Math.max(scale, Math.min(Math.max(value.scale(), 0), MAX_EXPONENT));
      return;
    }
    if (Math.abs((long) value.scale()) > MAX_EXPONENT || value.precision() > MAX_EXPONENT) {
      isInexactAsDouble = true;
      hasExponent = true;
      integerDigits = MAX_EXPONENT;
      return;
    }
    hasExponent |= value.scale() < 0;
    scale = Math.max(scale, value.scale());
    integerDigits = Math.max(integerDigits, value.precision() - value.scale());
    isInexactAsDouble |= !isExactAsDouble(value);
  }

  private static boolean isExactAsDouble(BigDecimal value) {
    double rounded = value.doubleValue();
    return Double.isFinite(rounded)
        && new BigDecimal(Double.toString(rounded)).compareTo(value) == 0;
  }

  void add(NumberStatistics other) {
    integers += other.integers;
    fractions += other.fractions;
    beyondLong += other.beyondLong;
    min = Math.min(min, other.min);
    max = Math.max(max, other.max);
    hasSubMicros |= other.hasSubMicros;
    maxDaysFromObject = Math.max(maxDaysFromObject, other.maxDaysFromObject);
    firstObjectDay = Math.min(firstObjectDay, other.firstObjectDay);
    lastObjectDay = Math.max(lastObjectDay, other.lastObjectDay);
    integerDigits = Math.max(integerDigits, other.integerDigits);
    scale = Math.max(scale, other.scale);
    hasExponent |= other.hasExponent;
    isInexactAsDouble |= other.isInexactAsDouble;
  }

  long count() {
    return integers + fractions;
  }

  /** Whether all numbers are integers. A wider type holds the others, so none is an outlier. */
  boolean isIntegersOnly() {
    return integers > 0 && fractions == 0;
  }

  /** Whether one does not fit into 64 bits. */
  boolean isBeyondLong() {
    return beyondLong > 0;
  }

  long min() {
    return min;
  }

  long max() {
    return max;
  }

  /** Whether a value is finer than a microsecond, read as nanoseconds. */
  boolean hasSubMicros() {
    return hasSubMicros;
  }

  /** The greatest difference, in days, between a value and its object's day. */
  long maxDaysFromObject() {
    return maxDaysFromObject;
  }

  /** Epoch day of the first object with a value. */
  long firstObjectDay() {
    return firstObjectDay;
  }

  long lastObjectDay() {
    return lastObjectDay;
  }

  int integerDigits() {
    return integerDigits;
  }

  /** The most digits after the point. */
  int scale() {
    return scale;
  }

  /** Whether doubles hold every value, and the values look like doubles. */
  boolean isDouble() {
    int manyDigits = 15;
    return !isInexactAsDouble && (hasExponent || scale > 8 || integerDigits + scale > manyDigits);
  }

  boolean isInexactAsDouble() {
    return isInexactAsDouble;
  }
}
