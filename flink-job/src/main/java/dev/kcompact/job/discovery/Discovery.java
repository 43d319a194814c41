package dev.kcompact.job.discovery;

import dev.kcompact.contract.table.BaseTable;
import dev.kcompact.job.store.ObjectStore;
import java.io.IOException;
import java.time.Instant;
import java.util.List;

/**
 * Finds raw objects that no mark covers, with few listings.
 *
 * <p>A table's prefix is listed whole once. After that, a look goes only into directories with
 * recent arrivals, the more rarely the longer nothing came (see {@link Backoff}), and lists such a
 * directory either whole (one page holds 1,000 keys) or, where that takes more requests, behind the
 * mark of each stem. A sweep lists whole days and holds every name against the lake, whatever the
 * marks say. Holds no state of its own: a look is a function of what was seen before, so that it
 * can run in any thread and its result be taken over, or dropped, in another.
 */
public final class Discovery {
  private final ObjectStore store;
  private final List<BaseTable> tables;
  private final DiscoveryOptions options;
  private final SweepCalendar calendar;
  private final boolean notified;

  /**
   * @param notified whether a queue tells of new objects, so that tables it can serve are only
   *     swept
   */
  public Discovery(
      ObjectStore store, List<BaseTable> tables, DiscoveryOptions options, boolean notified) {
    this.store = store;
    this.tables = List.copyOf(tables);
    this.options = options;
    this.calendar = new SweepCalendar(options);
    this.notified = notified;
  }

  /**
   * Whether a notification can tell of this table's objects: the time in it is not that of the last
   * modification, so the day must stand in the path.
   */
  public static boolean isNotifiable(BaseTable table) {
    return Territory.hasDays(table);
  }

  /** Whether it is time for a sweep. */
  public boolean isSweepDue(Seen seen, Instant now) {
    return calendar.isDue(seen.lastSweep(), now);
  }

  /**
   * Looks once. Called in a worker thread, for it blocks on listings.
   *
   * @param seen what earlier looks saw
   * @param coverage asked about every unseen object, and in a sweep about every object
   * @param sweep whether to sweep; {@code coverage} should then be fresh
   * @throws IOException if a listing fails; nothing is lost, the next look finds it all
   */
  public Found look(Seen seen, Instant now, Coverage coverage, boolean sweep) throws IOException {
    Look look = new Look(store, options, calendar, seen, now, coverage, sweep);
    for (BaseTable table : tables) {
      look.at(table, !notified || !isNotifiable(table));
    }
    return look.found();
  }
}
