package dev.kcompact.finalizer.finalize.lift;

import dev.kcompact.contract.schema.Encoding.Local;
import dev.kcompact.contract.schema.Encoding.Named;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads dates as days and moments as microseconds since 1970; years are 0000 to 9999. */
final class TimeValue {
  static final long MICROS_OF_DAY = 86_400_000_000L;
  private static final long FIRST_DAY = LocalDate.of(0, 1, 1).toEpochDay();
  private static final long LAST_DAY = LocalDate.of(9999, 12, 31).toEpochDay();

  private static final DateTimeFormatter MICROS =
      DateTimeFormatter.ofPattern("HH:mm:ss.SSSSSS", Locale.ROOT);

  private static final Pattern DATE = Pattern.compile("([0-9]{4})-([0-9]{2})-([0-9]{2})");
  private static final Pattern RFC3339 =
      Pattern.compile(
          DATE.pattern()
              + "[tT]([0-9]{2}):([0-9]{2}):([0-9]{2})(?:\\.([0-9]++))?"
              + "([zZ]|[+-](?:[01][0-9]|2[0-3]):[0-5][0-9])");

  private static final DateTimeFormatter LOCAL =
      new DateTimeFormatterBuilder()
          .append(DateTimeFormatter.ISO_LOCAL_DATE)
          .appendPattern("['T'][' ']")
          .append(DateTimeFormatter.ISO_LOCAL_TIME)
          .toFormatter(Locale.ROOT)
          .withResolverStyle(ResolverStyle.STRICT);

  private TimeValue() {}

  static long isoDay(String text) throws UnfitValueException {
    Matcher date = DATE.matcher(text);
    if (!date.matches()) {
      throw new UnfitValueException();
    }
    return date(date).toEpochDay();
  }

  private static LocalDate date(Matcher text) throws UnfitValueException {
    try {
      return LocalDate.of(number(text, 1), number(text, 2), number(text, 3));
    } catch (DateTimeException e) {
      throw new UnfitValueException();
    }
  }

  private static int number(Matcher text, int group) {
    return Integer.parseInt(text.group(group));
  }

  static long rfc3339(String text) throws UnfitValueException {
    Matcher moment = RFC3339.matcher(text);
    if (!moment.matches()) {
      throw new UnfitValueException();
    }
    String fraction = moment.group(7) == null ? "" : moment.group(7);
    String micros = (fraction + "000000").substring(0, 6);
    boolean isExact =
        fraction.length() <= 6 || fraction.substring(6).chars().allMatch(c -> c == '0');
    try {
      LocalTime time = LocalTime.of(number(moment, 4), number(moment, 5), number(moment, 6));
      if (isExact) {
        ZoneOffset none = ZoneOffset.UTC;
        long seconds = LocalDateTime.of(date(moment), time).toEpochSecond(none);
        return (seconds - offset(moment.group(8))) * 1_000_000 + Integer.parseInt(micros);
      }
    } catch (DateTimeException e) {
      throw new UnfitValueException();
    }
    throw new UnfitValueException();
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

  /** Returns the days or microseconds that a number of the encoding's unit means. */
  static long epoch(Named unit, long number) throws UnfitValueException {
    if (unit == Named.EPOCH_NANOS && number % 1000 != 0) {
      throw new UnfitValueException();
    }
    try {
      long value =
          switch (unit) {
            case EPOCH_SECONDS -> Math.multiplyExact(number, 1_000_000L);
            case EPOCH_MILLIS -> Math.multiplyExact(number, 1000L);
            case EPOCH_NANOS -> number / 1000;
            default -> number;
          };
      long scale = unit == Named.EPOCH_DAYS ? 1 : MICROS_OF_DAY;
      if (value >= FIRST_DAY * scale && value < (LAST_DAY + 1) * scale) {
        return value;
      }
    } catch (ArithmeticException e) {
      throw new UnfitValueException();
    }
    throw new UnfitValueException();
  }

  /** Returns the days of a date, or the microseconds of a moment. */
  static long local(Local form, String text) throws UnfitValueException {
    String pattern = form.pattern();
    DateTimeFormatter format =
        pattern == null
            ? LOCAL
            : DateTimeFormatter.ofPattern(pattern, Locale.ROOT)
                .withResolverStyle(ResolverStyle.STRICT);
    try {
      if (form.zone() == null) {
        return inRange(LocalDate.parse(text, format)).toEpochDay();
      }
      LocalDateTime local = LocalDateTime.parse(text, format);
      inRange(local.toLocalDate());
      List<ZoneOffset> offsets = form.zone().getRules().getValidOffsets(local);
      if (!offsets.isEmpty() && local.getNano() % 1000 == 0) {
        return local.toEpochSecond(offsets.get(0)) * 1_000_000 + local.getNano() / 1000;
      }
    } catch (DateTimeException e) {
      throw new UnfitValueException();
    }
    throw new UnfitValueException();
  }

  private static LocalDate inRange(LocalDate date) throws UnfitValueException {
    long day = date.toEpochDay();
    if (day < FIRST_DAY || day > LAST_DAY) {
      throw new UnfitValueException();
    }
    return date;
  }

  /** Returns a date as DuckDB writes it. */
  static String ofDay(long day) {
    return duckDb(LocalDate.ofEpochDay(day), null);
  }

  /** Returns a moment as DuckDB writes it. */
  static String ofMicros(long micros) {
    Instant moment = Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    LocalDateTime utc = LocalDateTime.ofInstant(moment, ZoneOffset.UTC);
    return duckDb(utc.toLocalDate(), utc.toLocalTime());
  }

  /** The year before 0001 is 0001 (BC). */
  private static String duckDb(LocalDate date, @Nullable LocalTime time) {
    int year = date.getYear();
    String text =
        String.format(
            Locale.ROOT,
            "%04d-%02d-%02d%s",
            year > 0 ? year : 1 - year,
            date.getMonthValue(),
            date.getDayOfMonth(),
            year > 0 ? "" : " (BC)");
    return time == null ? text : text + " " + MICROS.format(time) + "+00";
  }
}
