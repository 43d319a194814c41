package dev.kcompact.testbed.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** Formats numbers in English, independent of the machine's locale. */
final class Figures {
  private static final List<String> SIZES = List.of("B", "kB", "MB", "GB", "TB", "PB", "EB");

  private Figures() {}

  /** For example 70,000. */
  static String count(long count) {
    return String.format(Locale.ROOT, "%,d", count);
  }

  /** A size in decimal units with up to three digits, for example 1.2 MB or 134 MB. */
  static String bytes(long bytes) {
    int unit = 0;
    double value = bytes;
    while (unit < SIZES.size() - 1 && Math.round(value) >= 1000) {
      value /= 1000;
      unit++;
    }
    boolean fraction = unit > 0 && value < 9.95;
    return String.format(Locale.ROOT, fraction ? "%.1f %s" : "%.0f %s", value, SIZES.get(unit));
  }

  /** For example 340 ms, 4.2 s, 71 s, 3 min 20 s or 2 h 5 min. */
  static String duration(Duration duration) {
    long millis = duration.toMillis();
    if (millis < 995) {
      return millis + " ms";
    }
    double seconds = millis / 1000.0;
    if (seconds < 9.95) {
      return String.format(Locale.ROOT, "%.1f s", seconds);
    }
    long rounded = Math.round(seconds);
    if (rounded < 120) {
      return rounded + " s";
    }
    return rounded < 7200
        ? rounded / 60 + " min " + rounded % 60 + " s"
        : rounded / 3600 + " h " + rounded % 3600 / 60 + " min";
  }

  /** A label of a time axis, with as few digits as possible. */
  static String round(Duration duration) {
    long millis = duration.toMillis();
    if (millis >= 60_000 && millis % 60_000 == 0) {
      return millis / 60_000 + " min";
    }
    return millis < 1000
        ? millis + " ms"
        : BigDecimal.valueOf(millis, 3).stripTrailingZeros().toPlainString() + " s";
  }

  /** Dollars with cents, or with two significant digits if less, for example $3.02 or $0.00041. */
  static String dollars(BigDecimal amount) {
    if (amount.signum() == 0) {
      return "$0";
    }
    BigDecimal cents = amount.setScale(2, RoundingMode.HALF_UP);
    BigDecimal exact =
        amount.abs().compareTo(BigDecimal.ONE) >= 0
            ? cents
            : amount.round(new MathContext(2, RoundingMode.HALF_UP));
    return "$" + String.format(Locale.ROOT, "%,." + Math.max(2, exact.scale()) + "f", exact);
  }

  /** For example 12% or 0.3%. */
  static String percent(double share) {
    double percent = share * 100;
    return String.format(Locale.ROOT, percent > 0 && percent < 9.95 ? "%.1f%%" : "%.0f%%", percent);
  }
}
