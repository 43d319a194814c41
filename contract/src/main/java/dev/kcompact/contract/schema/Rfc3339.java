package dev.kcompact.contract.schema;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the dates and date-times that columns without an encoding hold, as strictly as the job. */
public final class Rfc3339 {
  private static final Pattern DATE = Pattern.compile("([0-9]{4})-([0-9]{2})-([0-9]{2})");
  private static final Pattern MOMENT =
      Pattern.compile(
          DATE.pattern()
              + "[tT]([0-9]{2}):([0-9]{2}):([0-9]{2})(?:\\.([0-9]++))?"
              + "([zZ]|[+-](?:[01][0-9]|2[0-3]):[0-5][0-9])");
  private static final int MICRO_DIGITS = 6;

  private Rfc3339() {}

  /** Returns the days since 1970-01-01; empty if the text is no date of a column. */
  public static OptionalLong day(String text) {
    Matcher date = DATE.matcher(text);
    try {
      return date.matches() ? day(date(date).toEpochDay()) : OptionalLong.empty();
    } catch (DateTimeException e) {
      return OptionalLong.empty();
    }
  }

  private static OptionalLong day(long day) {
    return TimeRange.holdsDay(day) ? OptionalLong.of(day) : OptionalLong.empty();
  }

  /** Returns the microseconds since 1970; empty if the text is no date-time of a column. */
  public static OptionalLong micros(String text) {
    Matcher moment = MOMENT.matcher(text);
    if (!moment.matches()) {
      return OptionalLong.empty();
    }
    String fraction = moment.group(7) == null ? "" : moment.group(7);
    boolean isExact =
        fraction.length() <= MICRO_DIGITS
            || fraction.substring(MICRO_DIGITS).chars().allMatch(digit -> digit == '0');
    try {
      LocalTime time = LocalTime.of(number(moment, 4), number(moment, 5), number(moment, 6));
      long seconds = LocalDateTime.of(date(moment), time).toEpochSecond(ZoneOffset.UTC);
      long micros =
          (seconds - offset(moment.group(8))) * 1_000_000
              + Integer.parseInt((fraction + "000000").substring(0, MICRO_DIGITS));
      return isExact && TimeRange.holdsMicros(micros)
          ? OptionalLong.of(micros)
          : OptionalLong.empty();
    } catch (DateTimeException e) {
      return OptionalLong.empty();
    }
  }

  private static LocalDate date(Matcher text) {
    return LocalDate.of(number(text, 1), number(text, 2), number(text, 3));
  }

  private static int number(Matcher text, int group) {
    return Integer.parseInt(text.group(group));
  }

  /** Returns seconds east of UTC, of up to 23:59 hours, which {@link ZoneOffset} does not hold. */
  private static int offset(String text) {
    if (text.length() == 1) {
      return 0;
    }
    int hours = Integer.parseInt(text.substring(1, 3));
    int seconds = hours * 3600 + Integer.parseInt(text.substring(4)) * 60;
    return text.charAt(0) == '-' ? -seconds : seconds;
  }
}
