package dev.kcompact.finalizer.finalize.lift;

import dev.kcompact.contract.schema.Encoding.Local;
import dev.kcompact.contract.schema.Encoding.Named;
import dev.kcompact.contract.schema.Rfc3339;
import dev.kcompact.contract.schema.TimeRange;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;

/** Reads dates as days and moments as microseconds since 1970; years are 0001 to 9999. */
final class TimeValue {
  static final long MICROS_OF_DAY = 86_400_000_000L;
  private static final DateTimeFormatter MICROS =
      DateTimeFormatter.ofPattern("HH:mm:ss.SSSSSS", Locale.ROOT);

  private static final DateTimeFormatter LOCAL =
      new DateTimeFormatterBuilder()
          .append(DateTimeFormatter.ISO_LOCAL_DATE)
          .appendPattern("['T'][' ']")
          .append(DateTimeFormatter.ISO_LOCAL_TIME)
          .toFormatter(Locale.ROOT)
          .withResolverStyle(ResolverStyle.STRICT);

  private TimeValue() {}

  static long isoDay(String text) throws UnfitValueException {
    return Rfc3339.day(text).orElseThrow(UnfitValueException::new);
  }

  static long rfc3339(String text) throws UnfitValueException {
    return Rfc3339.micros(text).orElseThrow(UnfitValueException::new);
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
      boolean isDay = unit == Named.EPOCH_DAYS;
      if (isDay ? TimeRange.holdsDay(value) : TimeRange.holdsMicros(value)) {
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
      List<ZoneOffset> offsets = form.zone().getRules().getValidOffsets(local);
      if (!offsets.isEmpty() && local.getNano() % 1000 == 0) {
        inRange(local.minusSeconds(offsets.get(0).getTotalSeconds()).toLocalDate());
        return local.toEpochSecond(offsets.get(0)) * 1_000_000 + local.getNano() / 1000;
      }
    } catch (DateTimeException e) {
      throw new UnfitValueException();
    }
    throw new UnfitValueException();
  }

  private static LocalDate inRange(LocalDate date) throws UnfitValueException {
    if (!TimeRange.holdsDay(date.toEpochDay())) {
      throw new UnfitValueException();
    }
    return date;
  }

  /** Returns a date as DuckDB writes it. */
  static String ofDay(long day) {
    return LocalDate.ofEpochDay(day).toString();
  }

  /** Returns a moment as DuckDB writes it. */
  static String ofMicros(long micros) {
    Instant moment = Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    LocalDateTime utc = LocalDateTime.ofInstant(moment, ZoneOffset.UTC);
    return utc.toLocalDate() + " " + MICROS.format(utc) + "+00";
  }
}
