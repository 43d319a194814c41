package dev.kcompact.cli.inspect;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.regex.Pattern;

/** Recognizes integers that count from 1970. */
final class Moments {
  private static final long FIRST = 946_684_800L;
  private static final long END = 2_524_608_000L;
  private static final long SECONDS_OF_DAY = 86_400;
  private static final int DAYS_BEFORE = 3 * 366;
  private static final int DAYS_AFTER = 366;
  private static final int NEAR = 31;

  private static final Pattern NAME_OF_TIME =
      Pattern.compile(
          "(?i:(?:^|.*_)(?:at|ts|time|timestamp|date|datetime|created|updated|modified|when|hora"
              + "|ms|us|ns|millis|micros|nanos)(?:$|_.*))|.*(?:Time|Date|At|Timestamp|Ts|Millis)");

  /**
   * A reading of integers.
   *
   * @param encoding value of {@code x-encoding}
   * @param format value of {@code format}
   * @param first smallest value as text
   * @param isCertain whether it is written, or only proposed
   */
  record Reading(String encoding, String format, String first, String last, boolean isCertain) {}

  private record Unit(String encoding, long perSecond) {}

  private static final Unit[] UNITS = {
    new Unit("epoch-seconds", 1L),
    new Unit("epoch-millis", 1_000L),
    new Unit("epoch-micros", 1_000_000L),
    new Unit("epoch-nanos", 1_000_000_000L)
  };

  private Moments() {}

  static Optional<Reading> of(NumberStatistics numbers, String name) {
    if (numbers.count() == 0 || !numbers.isIntegersOnly() || numbers.isBeyondLong()) {
      return Optional.empty();
    }
    if (numbers.min() > 10_000 && numbers.maxDaysFromObject() <= NEAR) {
      return Optional.of(
          new Reading(
              "epoch-days",
              "date",
              LocalDate.ofEpochDay(numbers.min()).toString(),
              LocalDate.ofEpochDay(numbers.max()).toString(),
              true));
    }
    for (Unit unit : UNITS) {
      boolean isInRange =
          numbers.min() / unit.perSecond() >= FIRST && numbers.max() / unit.perSecond() < END;
      if (isInRange) {
        return Optional.of(moment(numbers, name, unit));
      }
    }
    return Optional.empty();
  }

  private static Reading moment(NumberStatistics numbers, String name, Unit unit) {
    long first = numbers.min() / unit.perSecond();
    long last = numbers.max() / unit.perSecond();
    boolean isNamed = NAME_OF_TIME.matcher(name).matches();
    boolean isNear =
        first / SECONDS_OF_DAY >= numbers.firstObjectDay() - DAYS_BEFORE
            && last / SECONDS_OF_DAY <= numbers.lastObjectDay() + DAYS_AFTER;
    boolean isExact = !unit.encoding().equals("epoch-nanos") || !numbers.hasSubMicros();
    boolean isCertain = isExact && (unit.perSecond() == 1 ? isNamed && isNear : isNamed || isNear);
    return new Reading(unit.encoding(), "date-time", day(first), day(last), isCertain);
  }

  static String day(long epochSecond) {
    return Instant.ofEpochSecond(epochSecond).toString().substring(0, 10);
  }
}
