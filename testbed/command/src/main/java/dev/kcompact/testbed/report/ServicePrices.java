package dev.kcompact.testbed.report;

import static dev.kcompact.testbed.report.Preconditions.requireText;
import static java.util.Objects.requireNonNull;

import java.math.BigDecimal;
import java.time.YearMonth;

/**
 * What AWS charges for the rest of a deployment, beside requests to S3 and time of Lambda; free
 * tiers left out. All in dollars.
 *
 * @param region where
 * @param asOf the month of the price list
 * @param kpuHour an hour of one KPU of Managed Flink: a processor and 4 GB
 * @param runningGbMonth a month of 1 GB of a running application's storage
 * @param transitionsPerThousand 1,000 state transitions of Step Functions
 * @param dynamoReadPerMillion 1,000,000 read units on demand
 * @param dynamoWritePerMillion 1,000,000 write units on demand
 * @param alarmMonth a month of one alarm
 * @param dashboardMonth a month of one dashboard
 * @param metricMonth a month of one custom metric
 * @param secretMonth a month of one secret
 * @param storedGbMonth a month of 1 GB on S3
 */
public record ServicePrices(
    String region,
    YearMonth asOf,
    BigDecimal kpuHour,
    BigDecimal runningGbMonth,
    BigDecimal transitionsPerThousand,
    BigDecimal dynamoReadPerMillion,
    BigDecimal dynamoWritePerMillion,
    BigDecimal alarmMonth,
    BigDecimal dashboardMonth,
    BigDecimal metricMonth,
    BigDecimal secretMonth,
    BigDecimal storedGbMonth) {
  /** The list price of the region that AWS itself calculates its examples with. */
  public static final ServicePrices US_EAST_1 =
      new ServicePrices(
          "us-east-1",
          YearMonth.of(2026, 11),
          new BigDecimal("0.11"),
          new BigDecimal("0.10"),
          new BigDecimal("0.025"),
          new BigDecimal("0.125"),
          new BigDecimal("0.625"),
          new BigDecimal("0.10"),
          new BigDecimal("3.00"),
          new BigDecimal("0.30"),
          new BigDecimal("0.40"),
          new BigDecimal("0.023"));

  public ServicePrices {
    requireText("region", region);
    requireNonNull(asOf, "asOf is null");
  }
}
