package dev.kcompact.testbed.sample;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.SplittableRandom;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a row is made from.
 *
 * @param number of the record within the table's day
 * @param identity number of the record whose key it carries; its own unless it is a re-sent one
 * @param version 0 for a first sending, more for a re-sent one
 * @param updatedAt when the record was last changed, in microseconds
 * @param filler how many characters of text to add
 * @param random the record's own randomness
 */
record Draft(
    long number,
    long identity,
    long version,
    Instant updatedAt,
    int filler,
    SplittableRandom random) {

  boolean chance(int oneIn) {
    return random.nextInt(oneIn) == 0;
  }

  /** {@code value}, or null once in {@code oneIn}. */
  <T> @Nullable T unlessOne(int oneIn, T value) {
    return chance(oneIn) ? null : value;
  }

  BigDecimal money(int boundCents) {
    return BigDecimal.valueOf(random.nextInt(boundCents), 2);
  }

  /** A moment up to {@code days} before the record's own. */
  Instant earlier(int days) {
    return updatedAt.minus(random.nextLong(days * 86_400_000_000L), ChronoUnit.MICROS);
  }

  LocalDate dateAround(LocalDate from, int days) {
    return from.plusDays(random.nextInt(days));
  }

  UUID uuid() {
    return new UUID(random.nextLong(), random.nextLong());
  }

  double decimals(int wholes, int digits) {
    long unit = Math.round(Math.pow(10, digits));
    return (double) random.nextLong(wholes * unit) / unit;
  }
}
