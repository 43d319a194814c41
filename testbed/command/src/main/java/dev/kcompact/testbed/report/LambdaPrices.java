package dev.kcompact.testbed.report;

import static dev.kcompact.testbed.report.Preconditions.requireText;
import static java.util.Objects.requireNonNull;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.YearMonth;

/**
 * What Lambda charges on x86, beyond its free tier.
 *
 * @param region where
 * @param asOf the month of the price list
 * @param perGbSecond dollars for a second of 1,024 MiB
 * @param perMillion dollars for 1,000,000 invocations
 */
public record LambdaPrices(
    String region, YearMonth asOf, BigDecimal perGbSecond, BigDecimal perMillion) {
  /** The list price of the region that AWS itself calculates its examples with. */
  public static final LambdaPrices US_EAST_1 =
      new LambdaPrices(
          "us-east-1",
          YearMonth.of(2026, 11),
          new BigDecimal("0.0000166667"),
          new BigDecimal("0.20"));

  private static final BigDecimal MIB_PER_GB = BigDecimal.valueOf(1024);
  private static final int MILLI = 3;
  private static final int MILLION = 6;

  public LambdaPrices {
    requireText("region", region);
    requireNonNull(asOf, "asOf is null");
    requireNonNull(perGbSecond, "perGbSecond is null");
    requireNonNull(perMillion, "perMillion is null");
  }

  /** GB-seconds of so much time with so much memory, exactly. */
  public static BigDecimal gbSeconds(Duration time, int memoryMib) {
    return BigDecimal.valueOf(time.toMillis())
        .movePointLeft(MILLI)
        .multiply(BigDecimal.valueOf(memoryMib))
        .divide(MIB_PER_GB);
  }

  /** Dollars for that, exactly. */
  public BigDecimal cost(long invocations, Duration time, int memoryMib) {
    return perGbSecond
        .multiply(gbSeconds(time, memoryMib))
        .add(perMillion.multiply(BigDecimal.valueOf(invocations)).movePointLeft(MILLION));
  }
}
