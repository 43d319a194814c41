package dev.kcompact.contract.schema;

/** The days and moments that columns hold: those of the years 0001 to 9999 in UTC. */
public final class TimeRange {
  /** 0001-01-01, in days since 1970-01-01. */
  public static final long FIRST_DAY = -719_162;

  /** 9999-12-31. */
  public static final long LAST_DAY = 2_932_896;

  private static final long MICROS_OF_DAY = 86_400_000_000L;

  private TimeRange() {}

  /** Whether a column holds a day, in days since 1970-01-01. */
  public static boolean holdsDay(long day) {
    return day >= FIRST_DAY && day <= LAST_DAY;
  }

  /** Whether a column holds a moment, in microseconds since 1970-01-01T00:00:00Z. */
  public static boolean holdsMicros(long micros) {
    return holdsDay(Math.floorDiv(micros, MICROS_OF_DAY));
  }
}
