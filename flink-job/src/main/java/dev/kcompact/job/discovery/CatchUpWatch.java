package dev.kcompact.job.discovery;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * Decides when a table's days within the horizon are listed before the next full scan. A connector
 * that was away writes into the directories of earlier hours and days, which no pass lists. The
 * signs are a partition from which nothing arrives for longer than usual, and a partition that
 * returns. Scans that find nothing become rarer. Kept in memory only: a full scan follows each
 * start. Not thread-safe.
 */
final class CatchUpWatch {
  /** Shortest time between two scans of a group. */
  static final Duration MIN_INTERVAL = Duration.ofMinutes(5);

  /** Longest time between two scans while a partition is quiet. */
  static final Duration MAX_INTERVAL = Duration.ofHours(1);

  /** A partition that is quiet for longer is forgotten. */
  private static final Duration FORGOTTEN = Duration.ofDays(1);

  /** Quiet for so many usual times between two arrivals. */
  private static final int USUAL_TIMES = 4;

  /** Scans after objects arrive again. */
  private static final int SCANS_AFTER_RETURN = 2;

  /** Limit of partitions; those beyond it are not watched. */
  private static final int MAX_PARTITIONS = 100_000;

  private static final double WEIGHT = 0.3;

  private final Map<String, Group> groups = new HashMap<>();
  private int partitions;

  /** When objects of a partition arrived. */
  private static final class Partition {
    private Instant last;
    private double usualSeconds;

    Partition(Instant first) {
      last = first;
    }

    /** Returns whether the partition was quiet before. */
    boolean arrived(Instant now) {
      boolean isBack = isQuiet(now);
      double seconds = Duration.between(last, now).toMillis() / 1e3;
      if (seconds > 0) {
        usualSeconds =
            usualSeconds == 0 ? seconds : usualSeconds + WEIGHT * (seconds - usualSeconds);
        last = now;
      }
      return isBack;
    }

    /** A partition without a usual time between two arrivals is never quiet. */
    boolean isQuiet(Instant now) {
      double seconds = Duration.between(last, now).toMillis() / 1e3;
      return usualSeconds > 0
          && seconds >= Math.max(MIN_INTERVAL.toSeconds(), USUAL_TIMES * usualSeconds);
    }
  }

  /** What is known of a table group. */
  private static final class Group {
    private final Map<String, Partition> partitions = new HashMap<>();
    private Instant lastScan = Instant.EPOCH;
    private Duration interval = MIN_INTERVAL;
    private int owed;
  }

  /** Notes a new object of a partition. */
  void arrived(String group, String stem, Instant now) {
    Group of = groups.computeIfAbsent(group, name -> new Group());
    Partition known = of.partitions.get(stem);
    if (known == null) {
      if (partitions < MAX_PARTITIONS) {
        of.partitions.put(stem, new Partition(now));
        partitions++;
      }
    } else if (known.arrived(now)) {
      of.owed = SCANS_AFTER_RETURN;
      of.interval = MIN_INTERVAL;
    }
  }

  boolean isDue(String group, Instant now) {
    Group of = groups.get(group);
    if (of == null) {
      return false;
    }
    forget(of, now);
    boolean isAnyQuiet = of.partitions.values().stream().anyMatch(each -> each.isQuiet(now));
    if (!isAnyQuiet && of.owed == 0) {
      of.interval = MIN_INTERVAL;
      return false;
    }
    return !now.isBefore(of.lastScan.plus(of.interval));
  }

  private void forget(Group of, Instant now) {
    int before = of.partitions.size();
    of.partitions.values().removeIf(each -> each.last.plus(FORGOTTEN).isBefore(now));
    partitions -= before - of.partitions.size();
  }

  /** Notes that the days of a group were listed because it was due. */
  void scanned(String group, boolean hasFound, Instant now) {
    Group of = groups.get(group);
    if (of != null) {
      of.lastScan = now;
      of.owed = Math.max(0, of.owed - 1);
      Duration longer = of.interval.multipliedBy(2);
      of.interval =
          hasFound ? MIN_INTERVAL : longer.compareTo(MAX_INTERVAL) < 0 ? longer : MAX_INTERVAL;
    }
  }
}
