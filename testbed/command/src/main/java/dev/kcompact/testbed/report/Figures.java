package dev.kcompact.testbed.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** Numbers as people read them, in English whatever the machine's language. */
final class Figures {
  private static final List<String> SIZES = List.of("B", "kB", "MB", "GB", "TB", "PB", "EB");

  private Figures() {}

  /** As 70,000. */
  static String count(long count) {
    return String.format(Locale.ROOT, "%,d", count);
  }

  /** A size in decimal units with up to three digits, as 1.2 MB or 134 MB. */
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

  /** As 340 ms, 4.2 s, 71 s, 3 min 20 s or 2 h 5 min. */
  static String duration(Duration duration) {
    long millis = duration.toMillis();
    if (millis < 995) {
      return millis + " ms";
    }
    double seconds = millis / 1000.0;
    if (seconds < 9.95) {
      return String.format(Locale.ROOT, "%.1f s", seconds);
    }
    long whole = Math.round(seconds);
    if (whole < 120) {
      return whole + " s";
    }
    return whole < 7200
        ? whole / 60 + " min " + whole % 60 + " s"
        : whole / 3600 + " h " + whole % 3600 / 60 + " min";
  }

  /** A mark on an axis of time, which has no more digits than it needs. */
  static String round(Duration duration) {
    long millis = duration.toMillis();
    if (millis >= 60_000 && millis % 60_000 == 0) {
      return millis / 60_000 + " min";
    }
    return millis < 1000
        ? millis + " ms"
        : BigDecimal.valueOf(millis, 3).stripTrailingZeros().toPlainString() + " s";
  }

  /** Dollars with cents, or with two digits that count where that is less, as $3.02 or $0.00041. */
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

  /** A share as 12% or 0.3%. */
  static String percent(double share) {
    double percent = share * 100;
    return String.format(Locale.ROOT, percent > 0 && percent < 9.95 ? "%.1f%%" : "%.0f%%", percent);
  }
}
