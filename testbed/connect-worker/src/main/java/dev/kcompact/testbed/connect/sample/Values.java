package dev.kcompact.testbed.connect.sample;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;

/** Values for the records of a topic: those at the edges of their types first, then random ones. */
final class Values {
  /** More than 38 digits need. */
  private static final int BITS = 140;

  private static final long MICROS_OF_DAY = 86_400_000_000L;
  private static final List<String> DATES =
      List.of("0001-01-01", "9999-12-31", "1969-12-31", "1970-01-01", "1582-10-10", "2024-02-29");
  private static final List<String> INSTANTS =
      List.of(
          "0001-01-01T00:00:00Z",
          "9999-12-31T23:59:59.999Z",
          "1969-12-31T23:59:59.999Z",
          "1970-01-01T00:00:00Z",
          "2026-11-22T02:59:59.001Z");
  private static final List<String> TEXTS =
      List.of("", "ação \uD83D\uDE00", "a \"b\" \\ c\n\t\u0001", "null", "B8Y=", "{\"a\":1}");
  private static final List<Double> DOUBLES =
      List.of(0.0, -0.5, 1.69E8, 5e-324, Double.MAX_VALUE, 0.1, 123456789.123);
  private static final List<Long> LONGS =
      List.of(0L, -1L, Long.MAX_VALUE, Long.MIN_VALUE, 9_007_199_254_740_993L);

  private final int index;
  private final SplittableRandom random;

  Values(String topic, int index) {
    this.index = index;
    random = new SplittableRandom(topic.hashCode() * 1_000_003L + index);
  }

  /** A decimal of at most {@code digits} digits: ends of the range, zero, negative, random. */
  BigDecimal decimal(int digits, int scale) {
    BigInteger end = BigInteger.TEN.pow(digits).subtract(BigInteger.ONE);
    BigInteger unscaled =
        switch (index) {
          case 0 -> end;
          case 1 -> end.negate();
          case 2 -> BigInteger.ZERO;
          case 3 -> BigInteger.ONE.negate();
          case 4 -> BigInteger.valueOf(-128);
          // Its base64 is "1234" if the scale is 2.
          case 5 -> BigInteger.valueOf(-2_658_824);
          default -> new BigInteger(BITS, new Random(random.nextLong())).mod(end);
        };
    return new BigDecimal(random.nextBoolean() && index > 5 ? unscaled.negate() : unscaled, scale);
  }

  LocalDate date() {
    return index < DATES.size()
        ? LocalDate.parse(DATES.get(index))
        : LocalDate.ofEpochDay(random.nextLong(-30_000, 30_000));
  }

  /** A time in microseconds. */
  LocalTime time() {
    long micros =
        switch (index) {
          case 0 -> 0;
          case 1 -> MICROS_OF_DAY - 1;
          default -> random.nextLong(MICROS_OF_DAY);
        };
    return LocalTime.ofNanoOfDay(micros * 1000);
  }

  /** An instant in milliseconds. */
  Instant instant() {
    return index < INSTANTS.size()
        ? Instant.parse(INSTANTS.get(index))
        : Instant.ofEpochMilli(random.nextLong(-4_000_000_000_000L, 4_000_000_000_000L));
  }

  /** An instant in microseconds, within what nanoseconds since 1970 can be. */
  Instant microInstant() {
    return Instant.EPOCH.plus(
        random.nextLong(-9_000_000_000_000_000L, 9_000_000_000_000_000L), ChronoUnit.MICROS);
  }

  String text() {
    return index < TEXTS.size() ? TEXTS.get(index) : "text " + Long.toString(random.nextLong(), 36);
  }

  double number() {
    return index < DOUBLES.size() ? DOUBLES.get(index) : (random.nextDouble() - 0.5) * 1e9;
  }

  long integer() {
    return index < LONGS.size() ? LONGS.get(index) : random.nextLong();
  }

  int below(int end) {
    return random.nextInt(end);
  }

  /** Some bytes; sometimes none. */
  byte[] bytes() {
    byte[] bytes = new byte[index % 5];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) random.nextInt();
    }
    return bytes;
  }
}
