package dev.kcompact.testbed.report;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.YearMonth;

/**
 * The list prices of AWS in dollars, without free tiers, for the region of AWS's own pricing
 * examples.
 */
public final class Prices {
  public static final String REGION = "us-east-1";

  /** The month of the price list. */
  public static final YearMonth AS_OF = YearMonth.of(2026, 11);

  /** 1,000 GET or HEAD requests to S3 Standard. */
  static final BigDecimal S3_GET_PER_THOUSAND = new BigDecimal("0.0004");

  /** 1,000 PUT, COPY, POST or LIST requests to S3 Standard. */
  static final BigDecimal S3_PUT_PER_THOUSAND = new BigDecimal("0.005");

  /** A second of 1,024 MiB of Lambda on x86. */
  static final BigDecimal LAMBDA_PER_GB_SECOND = new BigDecimal("0.0000166667");

  static final BigDecimal LAMBDA_PER_MILLION = new BigDecimal("0.20");

  /** An hour of one KPU of Managed Flink: a processor and 4 GB. */
  public static final BigDecimal KPU_HOUR = new BigDecimal("0.11");

  /** A month of 1 GB of a running application's storage. */
  public static final BigDecimal RUNNING_GB_MONTH = new BigDecimal("0.10");

  /** 1,000 state transitions of Step Functions. */
  public static final BigDecimal TRANSITIONS_PER_THOUSAND = new BigDecimal("0.025");

  /** 1,000,000 read units of DynamoDB on demand. */
  public static final BigDecimal DYNAMO_READ_PER_MILLION = new BigDecimal("0.125");

  /** 1,000,000 write units of DynamoDB on demand. */
  public static final BigDecimal DYNAMO_WRITE_PER_MILLION = new BigDecimal("0.625");

  public static final BigDecimal ALARM_MONTH = new BigDecimal("0.10");
  public static final BigDecimal DASHBOARD_MONTH = new BigDecimal("3.00");

  public static final BigDecimal METRIC_MONTH = new BigDecimal("0.30");

  public static final BigDecimal SECRET_MONTH = new BigDecimal("0.40");

  public static final BigDecimal STORED_GB_MONTH = new BigDecimal("0.023");

  /** An hour of a NAT gateway, without the bytes that it processes. */
  public static final BigDecimal NAT_HOUR = new BigDecimal("0.045");

  /** An hour of an interface endpoint in one zone, without the bytes that it processes. */
  public static final BigDecimal ENDPOINT_HOUR = new BigDecimal("0.01");

  private static final BigDecimal MIB_PER_GB = BigDecimal.valueOf(1024);

  private Prices() {}

  /** The price tier of a kind of request. */
  public enum Tier {
    GET,
    PUT,
    /** DELETE and abort requests are free. */
    FREE
  }

  /** Unknown kinds have the highest price. */
  public static Tier tier(RequestKind kind) {
    return switch (kind) {
      case GET, HEAD -> Tier.GET;
      case DELETE, DELETE_MANY, ABORT_MULTIPART -> Tier.FREE;
      case LIST, PUT, COPY, CREATE_MULTIPART, UPLOAD_PART, COMPLETE_MULTIPART, OTHER -> Tier.PUT;
    };
  }

  /** The exact price in dollars. */
  public static BigDecimal ofRequests(RequestKind kind, long count) {
    BigDecimal perThousand =
        switch (tier(kind)) {
          case GET -> S3_GET_PER_THOUSAND;
          case PUT -> S3_PUT_PER_THOUSAND;
          case FREE -> BigDecimal.ZERO;
        };
    return perThousand.multiply(BigDecimal.valueOf(count)).movePointLeft(3);
  }

  /** The exact price of all requests in dollars. */
  static BigDecimal ofRequests(Iterable<RequestCount> requests) {
    BigDecimal sum = BigDecimal.ZERO;
    for (RequestCount request : requests) {
      sum = sum.add(ofRequests(request.kind(), request.count()));
    }
    return sum;
  }

  public static BigDecimal gbSeconds(Duration time, int memoryMib) {
    return BigDecimal.valueOf(time.toMillis())
        .movePointLeft(3)
        .multiply(BigDecimal.valueOf(memoryMib))
        .divide(MIB_PER_GB);
  }

  /** The exact price of a function's invocations in dollars. */
  public static BigDecimal ofInvocations(long invocations, Duration time, int memoryMib) {
    return LAMBDA_PER_GB_SECOND
        .multiply(gbSeconds(time, memoryMib))
        .add(LAMBDA_PER_MILLION.multiply(BigDecimal.valueOf(invocations)).movePointLeft(6));
  }
}
