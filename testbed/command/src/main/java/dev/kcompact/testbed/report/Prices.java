package dev.kcompact.testbed.report;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.YearMonth;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The list prices of a region in dollars, without free tiers, from {@code prices.csv}.
 *
 * @param unconfirmed prices that were not compared with AWS's list
 */
public record Prices(String region, Map<Price, BigDecimal> prices, Set<Price> unconfirmed) {
  /** The month of the price list. */
  public static final YearMonth AS_OF = YearMonth.of(2026, 11);

  /** The region of AWS's own pricing examples, which reports use. */
  public static final Prices DEFAULT = of("us-east-1");

  private static final String FILE = "prices.csv";

  private static final BigDecimal MIB_PER_GB = BigDecimal.valueOf(1024);

  public Prices {
    requireNonNull(region, "region is null");
    prices = Map.copyOf(prices);
    unconfirmed = Set.copyOf(unconfirmed);
    if (prices.size() != Price.values().length) {
      throw new IllegalArgumentException("prices of " + region + " are missing: " + prices);
    }
  }

  /** Throws {@link IllegalArgumentException} for a region that the list does not have. */
  public static Prices of(String region) {
    List<String> lines = lines();
    List<String> regions = List.of(lines.get(0).split(",", -1));
    int column = regions.indexOf(region);
    if (column < 1) {
      throw new IllegalArgumentException(
          "the price list has no region '"
              + region
              + "'; expected one of "
              + String.join(", ", regions.subList(1, regions.size())));
    }
    Map<Price, BigDecimal> prices = new EnumMap<>(Price.class);
    Set<Price> unconfirmed = EnumSet.noneOf(Price.class);
    for (String line : lines.subList(1, lines.size())) {
      String[] cells = line.split(",", -1);
      Price price = Price.valueOf(cells[0]);
      String value = cells[column];
      if (value.endsWith("?")) {
        unconfirmed.add(price);
        value = value.substring(0, value.length() - 1);
      }
      prices.put(price, new BigDecimal(value));
    }
    return new Prices(region, prices, unconfirmed);
  }

  private static List<String> lines() {
    try (InputStream in = requireNonNull(Prices.class.getResourceAsStream(FILE), FILE);
        BufferedReader reader = new BufferedReader(new InputStreamReader(in, UTF_8))) {
      return reader.lines().filter(line -> !line.startsWith("#")).toList();
    } catch (IOException e) {
      throw new UncheckedIOException("Failed to read the price list: " + FILE, e);
    }
  }

  public BigDecimal of(Price price) {
    return requireNonNull(prices.get(price), price.name());
  }

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
  public BigDecimal ofRequests(RequestKind kind, long count) {
    BigDecimal perThousand =
        switch (tier(kind)) {
          case GET -> of(Price.S3_GET_PER_THOUSAND);
          case PUT -> of(Price.S3_PUT_PER_THOUSAND);
          case FREE -> BigDecimal.ZERO;
        };
    return perThousand.multiply(BigDecimal.valueOf(count)).movePointLeft(3);
  }

  /** The exact price of all requests in dollars. */
  BigDecimal ofRequests(Iterable<RequestCount> requests) {
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
  public BigDecimal ofInvocations(long invocations, Duration time, int memoryMib) {
    return of(Price.LAMBDA_PER_GB_SECOND)
        .multiply(gbSeconds(time, memoryMib))
        .add(
            of(Price.LAMBDA_PER_MILLION)
                .multiply(BigDecimal.valueOf(invocations))
                .movePointLeft(6));
  }
}
