package dev.kcompact.contract.table;

import static java.util.Objects.requireNonNull;

import java.text.ParsePosition;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;
import java.util.Optional;

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
   */
  record FromField(String column, DayRule object) implements DayRule {
    public FromField {
      requireNonNull(column, "column is null");
      requireNonNull(object, "object is null");
      if (object instanceof FromField) {
        throw new IllegalArgumentException("object is a field rule too: " + object);
      }
    }

    @Override
    public ZoneId zone() {
      return object.zone();
    }

    @Override
    public Optional<LocalDate> dayOf(String directories, Instant lastModified) {
      return object.dayOf(directories, lastModified);
    }
  }
}
