package dev.kcompact.testbed.sample;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.SplittableRandom;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The input for one row.
 *
 * @param number number of the record within the table's day
 * @param identity number of the record with the same key; equal to {@code number} unless re-sent
 * @param version 0 for the first sending
 * @param updatedAt time of the last change, in microseconds
 * @param filler number of additional characters
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

  /** Returns {@code value}, or null with probability 1/{@code oneIn}. */
  <T> @Nullable T unlessOne(int oneIn, T value) {
    return chance(oneIn) ? null : value;
  }

  BigDecimal money(int boundCents) {
    return BigDecimal.valueOf(random.nextInt(boundCents), 2);
  }

  /** A time up to {@code days} before the record's. */
  Instant earlier(int days) {
    return updatedAt.minus(random.nextLong(days * 86_400_000_000L), ChronoUnit.MICROS);
  }

  LocalDate dateAround(LocalDate from, int days) {
    return from.plusDays(random.nextInt(days));
  }

  UUID uuid() {
    return new UUID(random.nextLong(), random.nextLong());
  }

  double decimals(int bound, int digits) {
    long unit = Math.round(Math.pow(10, digits));
    return (double) random.nextLong(bound * unit) / unit;
  }
}
