package dev.kcompact.job.discovery;

import dev.kcompact.contract.table.BaseTable;
import dev.kcompact.contract.table.DayRule;
import dev.kcompact.job.discovery.listing.PrefixHighWaterMarks;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The prefixes that may contain objects of a table at a given time, by day if paths contain it. */
final class TablePrefixes {
  private final BaseTable table;
  private final FullScanSchedule schedule;
  private final Instant now;

  /** Null if paths contain no day. */
  private final DayRule.@Nullable FromPath days;

  TablePrefixes(BaseTable table, FullScanSchedule schedule, Instant now) {
    this.table = table;
    this.schedule = schedule;
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

  /** Whether objects of the table may lie in a prefix. */
  boolean contains(String prefix) {
    return prefix.startsWith(table.prefix());
  }

  /** Whether new prefixes may appear below this one. */
  boolean isWithinHorizon(String prefix) {
    return horizon().stream().anyMatch(prefix::startsWith);
  }

  /** Prefixes of the days within the horizon, or of the table. */
  List<String> horizon() {
    DayRule.FromPath path = days;
    return path == null
        ? List.of(table.prefix())
        : prefixes(path, schedule.horizon(today(path)).stream());
  }

  /** Prefixes that a full scan lists; a table without days is sized by {@code known}. */
  List<String> fullScan(Map<String, PrefixHighWaterMarks> known) {
    DayRule.FromPath path = days;
    if (path != null) {
      return prefixes(path, schedule.days(today(path), now).stream());
    }
    long keyCount =
        known.entrySet().stream()
            .filter(entry -> contains(entry.getKey()))
            .mapToLong(entry -> entry.getValue().keyCount())
            .sum();
    return schedule.isDue(keyCount, now) ? List.of(table.prefix()) : List.of();
  }

  /** Prefixes of yesterday and today that contain no known prefix. */
  List<String> newDays(Set<String> known) {
    DayRule.FromPath path = days;
    if (path == null) {
      return List.of();
    }
    LocalDate today = today(path);
    return prefixes(path, Stream.of(today.minusDays(1), today)).stream()
        .filter(day -> known.stream().noneMatch(prefix -> prefix.startsWith(day)))
        .toList();
  }

  boolean isBeyondHorizon(String prefix) {
    return days != null && contains(prefix) && !isWithinHorizon(prefix);
  }

  /** Whether full scans list a prefix for this table. */
  boolean needs(String prefix) {
    return contains(prefix) && !isBeyondHorizon(prefix);
  }

  private List<String> prefixes(DayRule.FromPath path, Stream<LocalDate> of) {
    return of.map(day -> table.prefix() + path.directoryOf(day)).toList();
  }

  private LocalDate today(DayRule.FromPath path) {
    return LocalDate.ofInstant(now, path.zone());
  }
}
