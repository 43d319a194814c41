package dev.kcompact.job.discovery;

import dev.kcompact.contract.table.DayDirectories;
import dev.kcompact.contract.table.DayRule;
import dev.kcompact.job.discovery.listing.PrefixHighWaterMarks;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The prefixes that may contain objects of a group's tables at a given time, by day if paths
 * contain it.
 */
final class TablePrefixes {
  private final TableGroup group;
  private final FullScanSchedule schedule;
  private final Instant now;

  /** Null if paths contain no day. */
  private final DayRule.@Nullable FromPath days;

  private @Nullable List<String> horizon;

  TablePrefixes(TableGroup group, FullScanSchedule schedule, Instant now) {
    this.group = group;
    this.schedule = schedule;
    this.now = now;
    this.days = group.days();
  }

  TableGroup group() {
    return group;
  }

  /** Whether objects of the tables may lie in a prefix. */
  boolean contains(String prefix) {
    return prefix.startsWith(group.prefix());
  }

  /** Whether new prefixes may appear below this one. */
  boolean isWithinHorizon(String prefix) {
    return horizonOf(prefix) != null;
  }

  /** The day's prefix within the horizon that a key lies below; null without one. */
  @Nullable String horizonOf(String key) {
    for (String day : horizon()) {
      if (key.startsWith(day)) {
        return day;
      }
    }
    return null;
  }

  /** Prefixes of the days within the horizon, or of the tables. */
  List<String> horizon() {
    List<String> known = horizon;
    if (known == null) {
      DayRule.FromPath path = days;
      known =
          path == null
              ? List.of(group.prefix())
              : prefixes(path, schedule.horizon(today(path)).stream());
      horizon = known;
    }
    return known;
  }

  /**
   * Prefixes that a full scan lists; tables without days are sized by {@code known}.
   *
   * @param last the full scan before; days that were due since then are due now
   */
  List<String> fullScan(KnownPrefixes known, Instant last) {
    DayRule.FromPath path = days;
    if (path != null) {
      return prefixes(path, schedule.days(today(path), last, now).stream());
    }
    long keyCount = 0;
    for (String prefix : known.below(group.prefix())) {
      PrefixHighWaterMarks marks = known.get(prefix);
      keyCount += marks == null ? 0 : marks.keyCount();
    }
    return schedule.isDue(keyCount, last, now) ? List.of(group.prefix()) : List.of();
  }

  /** Prefixes of yesterday and today that contain no known prefix. */
  List<String> newDays(KnownPrefixes known) {
    DayRule.FromPath path = days;
    if (path == null) {
      return List.of();
    }
    LocalDate today = today(path);
    return prefixes(path, Stream.of(today.minusDays(1), today)).stream()
        .filter(day -> !known.hasBelow(day))
        .toList();
  }

  /** Directories above the days of the horizon; empty if paths contain no day. */
  List<String> aboveDays() {
    DayRule.FromPath path = days;
    DayDirectories directories = group.directories();
    if (path == null || directories == null) {
      return List.of();
    }
    return schedule.horizon(today(path)).stream()
        .flatMap(day -> directories.above(day).stream())
        .distinct()
        .toList();
  }

  /** Whether objects lie in a directory whose subdirectories have others. */
  boolean isAboveDays(String prefix) {
    DayDirectories directories = group.directories();
    return directories != null
        && contains(prefix)
        && directories.kindOf(prefix) == DayDirectories.Kind.ABOVE_DAYS;
  }

  /** Whether a prefix belongs to a day before yesterday. */
  boolean isBeforeYesterday(String prefix) {
    DayRule.FromPath path = days;
    if (path == null || !contains(prefix)) {
      return false;
    }
    LocalDate yesterday = today(path).minusDays(1);
    return path.dayOf(prefix.substring(group.prefix().length()), Instant.EPOCH)
        .filter(day -> day.isBefore(yesterday))
        .isPresent();
  }

  boolean isBeyondHorizon(String prefix) {
    return days != null && contains(prefix) && !isWithinHorizon(prefix);
  }

  /** Whether full scans list a prefix for these tables. */
  boolean needs(String prefix) {
    return contains(prefix) && !isBeyondHorizon(prefix);
  }

  private List<String> prefixes(DayRule.FromPath path, Stream<LocalDate> of) {
    return of.map(day -> group.prefix() + path.directoryOf(day)).toList();
  }

  private LocalDate today(DayRule.FromPath path) {
    return LocalDate.ofInstant(now, path.zone());
  }
}
