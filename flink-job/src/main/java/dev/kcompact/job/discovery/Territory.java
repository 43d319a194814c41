package dev.kcompact.job.discovery;

import dev.kcompact.contract.table.BaseTable;
import dev.kcompact.contract.table.DayRule;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Where the objects of one table may be at one moment: its days, if its paths tell them. */
final class Territory {
  private final BaseTable table;
  private final SweepCalendar calendar;
  private final Instant now;

  /** Null where the path does not tell the day. */
  private final DayRule.@Nullable FromPath days;

  Territory(BaseTable table, SweepCalendar calendar, Instant now) {
    this.table = table;
    this.calendar = calendar;
    this.now = now;
    this.days = days(table);
  }

  static boolean hasDays(BaseTable table) {
    return days(table) != null;
  }

  private static DayRule.@Nullable FromPath days(BaseTable table) {
    DayRule rule = table.day() instanceof DayRule.FromField field ? field.object() : table.day();
    return rule instanceof DayRule.FromPath path ? path : null;
  }

  boolean owns(String directory) {
    return table.owns(directory + "x");
  }

  /** Whether new directories may appear in this one. */
  boolean isWithin(String directory) {
    return horizon().stream().anyMatch(directory::startsWith);
  }

  /** The days within the horizon, or the whole prefix. */
  List<String> horizon() {
    DayRule.FromPath path = days;
    return path == null
        ? List.of(table.prefix())
        : trees(path, calendar.horizon(today(path)).stream());
  }

  /**
   * Where a sweep looks now.
   *
   * @param marks tell how large a prefix without days is
   */
  List<String> sweep(Map<String, DirectoryMarks> marks) {
    DayRule.FromPath path = days;
    if (path != null) {
      return trees(path, calendar.days(today(path), now).stream());
    }
    long keys =
        marks.entrySet().stream()
            .filter(entry -> owns(entry.getKey()))
            .mapToLong(entry -> entry.getValue().keys())
            .sum();
    return calendar.isDue(keys, now) ? List.of(table.prefix()) : List.of();
  }

  /** Yesterday's and today's directories, while nothing has been seen of them. */
  List<String> newDays(Set<String> known) {
    DayRule.FromPath path = days;
    if (path == null) {
      return List.of();
    }
    LocalDate today = today(path);
    return trees(path, Stream.of(today.minusDays(1), today)).stream()
        .filter(tree -> known.stream().noneMatch(directory -> directory.startsWith(tree)))
        .toList();
  }

  /** Whether a directory lies so far back that no sweep will ask for it. */
  boolean isBehindHorizon(String directory) {
    return days != null && owns(directory) && !isWithin(directory);
  }

  private List<String> trees(DayRule.FromPath path, Stream<LocalDate> of) {
    return of.map(day -> table.prefix() + path.directoryOf(day)).toList();
  }

  private LocalDate today(DayRule.FromPath path) {
    return LocalDate.ofInstant(now, path.zone());
  }
}
