package dev.kcompact.finalizer.finalize.lift;

import dev.kcompact.contract.schema.Encoding.Named;
import dev.kcompact.finalizer.finalize.lift.JsonValue.Kind;
import java.time.DateTimeException;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Reads times of the day from the units since midnight or from ISO 8601. */
final class TimeOfDay {
  private static final long NANOS_OF_DAY = 86_400_000_000_000L;
  private static final DateTimeFormatter SECONDS = format("HH:mm:ss");
  private static final DateTimeFormatter MILLIS = format("HH:mm:ss.SSS");
  private static final DateTimeFormatter MICROS = format("HH:mm:ss.SSSSSS");

  private TimeOfDay() {}

  private static DateTimeFormatter format(String pattern) {
    return DateTimeFormatter.ofPattern(pattern, Locale.ROOT);
  }

  /** Returns {@code HH:MM:SS}, with three or six digits of a fraction if there is one. */
  static String of(Named encoding, JsonValue value) throws UnfitValueException {
    long nanos = encoding == Named.ISO ? isoNanos(value) : nanos(encoding, WholeNumber.read(value));
    if (nanos % 1000 != 0) {
      throw new UnfitValueException();
    }
    LocalTime time = LocalTime.ofNanoOfDay(nanos);
    long micros = nanos / 1000 % 1_000_000;
    return (micros == 0 ? SECONDS : micros % 1000 == 0 ? MILLIS : MICROS).format(time);
  }

  private static long nanos(Named unit, long number) throws UnfitValueException {
    long ofUnit = unit == Named.MILLIS_OF_DAY ? 1_000_000 : unit == Named.MICROS_OF_DAY ? 1000 : 1;
    if (number < 0 || number >= NANOS_OF_DAY / ofUnit) {
      throw new UnfitValueException();
    }
    return number * ofUnit;
  }

  private static long isoNanos(JsonValue value) throws UnfitValueException {
    try {
      return LocalTime.parse(value.require(Kind.STRING).text()).toNanoOfDay();
    } catch (DateTimeException e) {
      throw new UnfitValueException();
    }
  }
}
