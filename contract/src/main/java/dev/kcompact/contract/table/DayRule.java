package dev.kcompact.contract.table;

import static dev.kcompact.contract.Arguments.checkArgument;
import static java.util.Objects.requireNonNull;

import java.text.ParsePosition;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAccessor;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** How the day of a raw object is determined. Objects are compacted by this day. */
public sealed interface DayRule {
  /** Where the table's days begin and end. */
  ZoneId zone();

  /**
   * The day of an object.
   *
   * @param directories the key below the table's prefix, without the file name; may be empty
   * @param lastModified when the object was written, as the listing says
   * @return empty where {@code directories} does not have the layout, or its year is not within
   *     1..9999
   */
  Optional<LocalDate> dayOf(String directories, Instant lastModified);

  /** Returns the days of the objects that may have rows of a day; its own comes first. */
  default List<LocalDate> objectDays(LocalDate day) {
    return List.of(day);
  }

  /** The first moment after {@code day} in the table's zone. */
  default Instant endOf(LocalDate day) {
    return day.plusDays(1).atStartOfDay(zone()).toInstant();
  }

  /**
   * The day is in the directories.
   *
   * @param layout pattern of {@link DateTimeFormatter} for the first directories below the prefix
   */
  record FromPath(String layout, ZoneId zone) implements DayRule {
    /** The lake's folders have four digits for it. */
    private static final int LAST_YEAR = 9999;

    public FromPath {
      requireNonNull(layout, "layout is null");
      requireNonNull(zone, "zone is null");
      LocalDate probe = LocalDate.of(2024, 2, 29);
      String directories = formatter(layout).format(probe);
      if (!dayOf(layout, directories).equals(Optional.of(probe))) {
        throw new IllegalArgumentException("layout does not tell year, month and day: " + layout);
      }
    }

    @Override
    public Optional<LocalDate> dayOf(String directories, Instant lastModified) {
      return dayOf(layout, directories);
    }

    private static Optional<LocalDate> dayOf(String layout, String directories) {
      ParsePosition at = new ParsePosition(0);
      TemporalAccessor parsed = formatter(layout).parseUnresolved(directories, at);
      if (parsed == null
          || (at.getIndex() < directories.length() && directories.charAt(at.getIndex()) != '/')) {
        return Optional.empty();
      }
      try {
        return Optional.of(
                LocalDate.from(formatter(layout).parse(directories.substring(0, at.getIndex()))))
            .filter(day -> day.getYear() > 0 && day.getYear() <= LAST_YEAR);
      } catch (DateTimeException noSuchDay) {
        return Optional.empty();
      }
    }

    /** The directories of a day below the prefix, with a slash at the end. */
    public String directoryOf(LocalDate day) {
      return formatter(layout).format(day) + "/";
    }

    private static DateTimeFormatter formatter(String layout) {
      return DateTimeFormatter.ofPattern(layout, Locale.ROOT);
    }
  }

  /** The day is when the object was written, in the table's zone. */
  record FromLastModified(ZoneId zone) implements DayRule {
    public FromLastModified {
      requireNonNull(zone, "zone is null");
    }

    @Override
    public Optional<LocalDate> dayOf(String directories, Instant lastModified) {
      return Optional.of(LocalDate.ofInstant(lastModified, zone));
    }
  }

  /**
   * The processed day is a column's, split by the finalizer; the compacted day is {@code object}'s.
   *
   * @param column name of a date or timestamp column
   * @param object how the compacted day is determined; never a {@code FromField}
   * @param before a day takes its rows from the objects of so many days before it
   * @param after and of so many days after it
   */
  record FromField(String column, DayRule object, int before, int after) implements DayRule {
    /** More days would be read for each day than a month has. */
    static final int MAX_DAYS = 31;

    public FromField {
      requireNonNull(column, "column is null");
      requireNonNull(object, "object is null");
      checkArgument(before >= 0 && before <= MAX_DAYS, "before is not within 0..31: %s", before);
      checkArgument(after >= 0 && after <= MAX_DAYS, "after is not within 0..31: %s", after);
      if (object instanceof FromField) {
        throw new IllegalArgumentException("object is a field rule too: " + object);
      }
    }

    @Override
    public ZoneId zone() {
      return object.zone();
    }

    /** The day comes first; then the other days whose objects it takes rows from. */
    @Override
    public List<LocalDate> objectDays(LocalDate day) {
      return Stream.concat(
              Stream.of(day),
              IntStream.rangeClosed(-before, after).filter(i -> i != 0).mapToObj(day::plusDays))
          .toList();
    }

    @Override
    public Optional<LocalDate> dayOf(String directories, Instant lastModified) {
      return object.dayOf(directories, lastModified);
    }
  }
}
