package dev.kcompact.contract.table;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sizes and durations as people write them in configuration. */
public final class Quantities {
  private static final Pattern BYTES = Pattern.compile("(\\d{1,18})\\s*(B|KiB|MiB|GiB|KB|MB|GB)?");
  private static final Pattern DURATION = Pattern.compile("(\\d{1,15})\\s*(ms|s|m|h|d)");
  private static final Map<String, Long> BYTE_UNITS =
      Map.of(
          "B",
          1L,
          "KiB",
          1L << 10,
          "MiB",
          1L << 20,
          "GiB",
          1L << 30,
          "KB",
          1_000L,
          "MB",
          1_000_000L,
          "GB",
          1_000_000_000L);

  private Quantities() {}

  /**
   * Bytes of {@code 134217728}, {@code 128MiB} or {@code 128 MB}.
   *
   * @throws IllegalArgumentException if {@code text} is none of these
   */
  public static long bytes(String text) {
    Matcher matcher = BYTES.matcher(text.strip());
    if (!matcher.matches()) {
      throw new IllegalArgumentException("is '" + text + "'; expected a size such as 128MiB");
    }
    String unit = matcher.group(2) == null ? "B" : matcher.group(2);
    try {
      return Math.multiplyExact(
          Long.parseLong(matcher.group(1)), BYTE_UNITS.getOrDefault(unit, 1L));
    } catch (ArithmeticException e) {
      throw new IllegalArgumentException("is '" + text + "'; expected fewer than 2^63 bytes", e);
    }
  }

  /**
   * The duration of {@code 10s}, {@code 2m}, {@code 1h}, or one in ISO-8601 such as {@code PT10S}.
   *
   * @throws IllegalArgumentException if {@code text} is none of these
   */
  public static Duration duration(String text) {
    Matcher matcher = DURATION.matcher(text.strip());
    try {
      if (!matcher.matches()) {
        return Duration.parse(text.strip());
      }
      long amount = Long.parseLong(matcher.group(1));
      return switch (matcher.group(2)) {
        case "ms" -> Duration.ofMillis(amount);
        case "s" -> Duration.ofSeconds(amount);
        case "m" -> Duration.ofMinutes(amount);
        case "h" -> Duration.ofHours(amount);
        default -> Duration.ofDays(amount);
      };
    } catch (DateTimeParseException | ArithmeticException e) {
      throw new IllegalArgumentException(
          "is '" + text + "'; expected a duration such as 10s, 2m or 1h", e);
    }
  }
}
