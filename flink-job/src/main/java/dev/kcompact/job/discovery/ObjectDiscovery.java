package dev.kcompact.job.discovery;

import dev.kcompact.contract.table.BaseTable;
import dev.kcompact.job.store.ObjectStore;
import java.io.IOException;
import java.time.Instant;
import java.util.List;

/**
 * Finds raw objects above the high-water marks with few listings.
 *
 * <p>A table's prefix is listed completely once. After that, a pass lists only prefixes with recent
 * arrivals, the more rarely the longer nothing arrived (see {@link DiscoveryPass}). It lists such a
 * prefix either completely (one page holds 1,000 keys) or, where that takes more requests, from the
 * high-water mark of each stem on. A full scan lists complete days and checks every key against the
 * lake, independent of the marks. Holds no state of its own: a pass is a function of the state
 * before it, so that it can run in any thread and its result be applied, or dropped, in another.
 */
public final class ObjectDiscovery {
  private final ObjectStore store;
  private final List<BaseTable> tables;
  private final DiscoveryOptions options;
  private final FullScanSchedule schedule;
  private final boolean notified;

  /**
   * @param notified whether a queue reports new objects, so that tables it can serve are listed by
   *     full scans only
   */
  public ObjectDiscovery(
      ObjectStore store, List<BaseTable> tables, DiscoveryOptions options, boolean notified) {
    this.store = store;
    this.tables = List.copyOf(tables);
    this.options = options;
    this.schedule = new FullScanSchedule(options);
    this.notified = notified;
  }

  /**
   * Whether notifications can serve this table: their time is not that of the last modification, so
   * the path must contain the day.
   */
  public static boolean isNotifiable(BaseTable table) {
    return TablePrefixes.hasDays(table);
  }

  /** Whether it is time for a full scan. */
  public boolean isFullScanDue(DiscoveryState state, Instant now) {
    return schedule.isDue(state.lastFullScan(), now);
  }

  /**
   * Runs one pass. Blocks on listings, so it is called in a worker thread.
   *
   * @param before the state after the pass before
   * @param committed used for every new object, and in a full scan for every object; it should be
   *     fresh then
   * @throws IOException if a listing fails; nothing is lost, the next pass finds the same objects
   */
  public DiscoveryResult discover(
      DiscoveryState before, Instant now, CommittedObjects committed, boolean fullScan)
      throws IOException {
    DiscoveryPass pass =
        new DiscoveryPass(store, options, schedule, before, now, committed, fullScan);
    for (BaseTable table : tables) {
      pass.discover(table, !notified || !isNotifiable(table));
    }
    return pass.result();
  }
}
