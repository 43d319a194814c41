package dev.kcompact.job.decode.text;

/**
 * Parses dates and timestamps of RFC 3339 from bytes, without allocating. Years are 0000 to 9999,
 * so two numbers are free as error codes: {@link #INVALID} and {@link #NOT_EXACT}.
 */
public final class TimeText {
  /** The text is not a date or timestamp of RFC 3339. */
  public static final long INVALID = Long.MIN_VALUE;

  /** The value is finer than a microsecond or in a leap second, which no column can hold. */
  public static final long NOT_EXACT = Long.MIN_VALUE + 1;

  private static final int DATE_LENGTH = 10;
  private static final int TIME_LENGTH = 9;
  private static final int FRACTION_DIGITS = 6;
  private static final int LEAP_SECOND = 60;
  private static final long SECONDS_OF_DAY = 86_400;
  private static final long MICROS = 1_000_000;
  private static final int[] DAYS_OF_MONTH = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

  private TimeText() {}

  /** Days since 1970-01-01, or {@link #INVALID}. */
  public static long epochDay(byte[] text, int from, int to) {
    if (to - from != DATE_LENGTH || text[from + 4] != '-' || text[from + 7] != '-') {
      return INVALID;
    }
    int century = two(text, from);
    int yearOfCentury = two(text, from + 2);
    int month = two(text, from + 5);
    int day = two(text, from + 8);
    if ((century | yearOfCentury) < 0 || month < 1 || month > 12 || day < 1) {
      return INVALID;
    }
    int year = century * 100 + yearOfCentury;
    boolean leapDay = month == 2 && isLeap(year);
    if (day > DAYS_OF_MONTH[month - 1] + (leapDay ? 1 : 0)) {
      return INVALID;
    }
    return daysSinceEpoch(year, month, day);
  }

  /** Microseconds since the epoch, or {@link #INVALID}, or {@link #NOT_EXACT}. */
  public static long epochMicros(byte[] text, int from, int to) {
    if (to - from <= DATE_LENGTH + TIME_LENGTH) {
      return INVALID;
    }
    long day = epochDay(text, from, from + DATE_LENGTH);
    int time = from + DATE_LENGTH;
    if (day == INVALID
        || (text[time] | 0x20) != 't'
        || text[time + 3] != ':'
        || text[time + 6] != ':') {
      return INVALID;
    }
    int hour = two(text, time + 1);
    int minute = two(text, time + 4);
    int second = two(text, time + 7);
    if ((hour | minute | second) < 0 || hour > 23 || minute > 59 || second > LEAP_SECOND) {
      return INVALID;
    }
    int zone = endOfFraction(text, time + TIME_LENGTH, to);
    int offset = offsetSeconds(text, zone, to);
    if (offset == Integer.MIN_VALUE) {
      return INVALID;
    }
    long micros = micros(text, time + TIME_LENGTH, zone);
    if (micros < 0 || second == LEAP_SECOND) {
      return NOT_EXACT;
    }
    long seconds = day * SECONDS_OF_DAY + hour * 3600L + minute * 60L + second - offset;
    return seconds * MICROS + micros;
  }

  /** Index after {@code .digits}, or {@code at} if there is no fraction. */
  private static int endOfFraction(byte[] text, int at, int to) {
    if (text[at] != '.') {
      return at;
    }
    int end = at + 1;
    while (end < to && text[end] >= '0' && text[end] <= '9') {
      end++;
    }
    return end == at + 1 ? at : end;
  }

  /** Microseconds of the fraction in {@code [from, to)}; negative if it is finer than that. */
  private static long micros(byte[] text, int from, int to) {
    long micros = 0;
    int digits = 0;
    for (int at = from + 1; at < to; at++) {
      int digit = text[at] - '0';
      if (digits < FRACTION_DIGITS) {
        micros = micros * 10 + digit;
        digits++;
      } else if (digit != 0) {
        return -1;
      }
    }
    for (; digits < FRACTION_DIGITS; digits++) {
      micros *= 10;
    }
    return micros;
  }

  /**
   * Seconds east of UTC; {@link Integer#MIN_VALUE} if {@code [at, to)} is not exactly one offset.
   */
  private static int offsetSeconds(byte[] text, int at, int to) {
    if (to - at == 1) {
      return (text[at] | 0x20) == 'z' ? 0 : Integer.MIN_VALUE;
    }
    if (to - at != 6 || text[at + 3] != ':' || text[at] != '+' && text[at] != '-') {
      return Integer.MIN_VALUE;
    }
    int hours = two(text, at + 1);
    int minutes = two(text, at + 4);
    if ((hours | minutes) < 0 || hours > 23 || minutes > 59) {
      return Integer.MIN_VALUE;
    }
    int seconds = hours * 3600 + minutes * 60;
    return text[at] == '-' ? -seconds : seconds;
  }

  /** Number of two digits; negative if one of them is no digit. */
  private static int two(byte[] text, int at) {
    int tens = text[at] - '0';
    int ones = text[at + 1] - '0';
    return tens < 0 || tens > 9 || ones < 0 || ones > 9 ? -1 : tens * 10 + ones;
  }

  private static boolean isLeap(int year) {
    return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
  }

  /** Proleptic Gregorian calendar, computed in years that begin in March. */
  private static long daysSinceEpoch(int year, int month, int day) {
    int shifted = month <= 2 ? year - 1 : year;
    int era = Math.floorDiv(shifted, 400);
    int yearOfEra = shifted - era * 400;
    int dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
    int dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear;
    return era * 146_097L + dayOfEra - 719_468;
  }
}
