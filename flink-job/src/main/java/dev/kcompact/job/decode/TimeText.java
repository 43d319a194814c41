package dev.kcompact.job.decode;

/**
 * Dates and moments as RFC 3339 writes them, read from bytes without an object in between. Years
 * are 0000 to 9999, which leaves two numbers free to say why there is no value.
 */
final class TimeText {
  /** The text is no such date or moment. */
  static final long NO_TIME = Long.MIN_VALUE;

  /** It is one, but finer than a microsecond, or in a leap second, which no column can hold. */
  static final long NOT_EXACT = Long.MIN_VALUE + 1;

  private static final int DATE_LENGTH = 10;
  private static final int TIME_LENGTH = 9;
  private static final int FRACTION_DIGITS = 6;
  private static final int LEAP_SECOND = 60;
  private static final long SECONDS_OF_DAY = 86_400;
  private static final long MICROS = 1_000_000;
  private static final int[] DAYS_OF_MONTH = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

  private TimeText() {}

  /** Days since 1970-01-01, or {@link #NO_TIME}. */
  static long epochDay(byte[] text, int from, int to) {
    if (to - from != DATE_LENGTH || text[from + 4] != '-' || text[from + 7] != '-') {
      return NO_TIME;
    }
    int century = two(text, from);
    int yearOfCentury = two(text, from + 2);
    int month = two(text, from + 5);
    int day = two(text, from + 8);
    if ((century | yearOfCentury) < 0 || month < 1 || month > 12 || day < 1) {
      return NO_TIME;
    }
    int year = century * 100 + yearOfCentury;
    boolean leapDay = month == 2 && isLeap(year);
    if (day > DAYS_OF_MONTH[month - 1] + (leapDay ? 1 : 0)) {
      return NO_TIME;
    }
    return daysSinceEpoch(year, month, day);
  }

  /** Microseconds since the epoch, or {@link #NO_TIME}, or {@link #NOT_EXACT}. */
  static long epochMicros(byte[] text, int from, int to) {
    if (to - from <= DATE_LENGTH + TIME_LENGTH) {
      return NO_TIME;
    }
    long day = epochDay(text, from, from + DATE_LENGTH);
    int time = from + DATE_LENGTH;
    if (day == NO_TIME
        || (text[time] | 0x20) != 't'
        || text[time + 3] != ':'
        || text[time + 6] != ':') {
      return NO_TIME;
    }
    int hour = two(text, time + 1);
    int minute = two(text, time + 4);
    int second = two(text, time + 7);
    if ((hour | minute | second) < 0 || hour > 23 || minute > 59 || second > LEAP_SECOND) {
      return NO_TIME;
    }
    int zone = behindFraction(text, time + TIME_LENGTH, to);
    int offset = offsetSeconds(text, zone, to);
    if (offset == Integer.MIN_VALUE) {
      return NO_TIME;
    }
    long micros = micros(text, time + TIME_LENGTH, zone);
    if (micros < 0 || second == LEAP_SECOND) {
      return NOT_EXACT;
    }
    long seconds = day * SECONDS_OF_DAY + hour * 3600L + minute * 60L + second - offset;
    return seconds * MICROS + micros;
  }

  /** Index behind {@code .digits}, or {@code at} where there is none. */
  private static int behindFraction(byte[] text, int at, int to) {
    if (text[at] != '.') {
      return at;
    }
    int behind = at + 1;
    while (behind < to && text[behind] >= '0' && text[behind] <= '9') {
      behind++;
    }
    return behind == at + 1 ? at : behind;
  }

  /** Of the fraction within {@code [from, to)}; negative if it is finer than a microsecond. */
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

  /** East of Greenwich; {@link Integer#MIN_VALUE} if there is no offset, or something behind it. */
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

  /** Two digits as a number; negative if they are none. */
  private static int two(byte[] text, int at) {
    int tens = text[at] - '0';
    int ones = text[at + 1] - '0';
    return tens < 0 || tens > 9 || ones < 0 || ones > 9 ? -1 : tens * 10 + ones;
  }

  private static boolean isLeap(int year) {
    return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
  }

  /** Gregorian also before it was introduced, counted in years that begin in March. */
  private static long daysSinceEpoch(int year, int month, int day) {
    int shifted = month <= 2 ? year - 1 : year;
    int era = Math.floorDiv(shifted, 400);
    int yearOfEra = shifted - era * 400;
    int dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
    int dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear;
    return era * 146_097L + dayOfEra - 719_468;
  }
}
