package dev.kcompact.testbed.report;

import static dev.kcompact.testbed.report.Preconditions.requireText;
import static java.util.Objects.requireNonNull;

import java.math.BigDecimal;
import java.time.YearMonth;

/**
 * What S3 Standard charges for requests.
 *
 * @param region where
 * @param asOf the month of the price list
 * @param getPerThousand dollars for 1,000 GET or HEAD requests
 * @param putPerThousand dollars for 1,000 PUT, COPY, POST or LIST requests
 */
public record S3Prices(
    String region, YearMonth asOf, BigDecimal getPerThousand, BigDecimal putPerThousand) {
  /** The list price of the region that AWS itself calculates its examples with. */
  public static final S3Prices US_EAST_1 =
      new S3Prices(
          "us-east-1", YearMonth.of(2026, 11), new BigDecimal("0.0004"), new BigDecimal("0.005"));

  /** How a kind of request is charged. */
  public enum Tier {
    GET,
    PUT,
    /** Deleting and aborting cost nothing. */
    FREE
  }

  private static final int THOUSAND = 3;

  public S3Prices {
    requireText("region", region);
    requireNonNull(asOf, "asOf is null");
    requireNonNull(getPerThousand, "getPerThousand is null");
    requireNonNull(putPerThousand, "putPerThousand is null");
  }

  /** How a kind is charged; what is not known is taken for the dearest. */
  public static Tier tier(RequestKind kind) {
    return switch (kind) {
      case GET, HEAD -> Tier.GET;
      case DELETE, DELETE_MANY, ABORT_MULTIPART -> Tier.FREE;
      case LIST, PUT, COPY, CREATE_MULTIPART, UPLOAD_PART, COMPLETE_MULTIPART, OTHER -> Tier.PUT;
    };
  }

  /** Dollars for so many requests, exactly. */
  public BigDecimal cost(RequestKind kind, long count) {
    BigDecimal perThousand =
        switch (tier(kind)) {
          case GET -> getPerThousand;
          case PUT -> putPerThousand;
          case FREE -> BigDecimal.ZERO;
        };
    return perThousand.multiply(BigDecimal.valueOf(count)).movePointLeft(THOUSAND);
  }

  /** Dollars for all of these, exactly. */
  public BigDecimal cost(Iterable<RequestCount> requests) {
    BigDecimal sum = BigDecimal.ZERO;
    for (RequestCount request : requests) {
      sum = sum.add(cost(request.kind(), request.count()));
    }
    return sum;
  }
}
