package dev.kcompact.job.discovery;

import dev.kcompact.contract.table.BaseTable;
import dev.kcompact.contract.table.ObjectOwners;
import dev.kcompact.job.discovery.listing.PrefixLister;
import dev.kcompact.job.plan.TableDay;
import dev.kcompact.job.store.ObjectStore;
import java.io.IOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds raw objects above the high-water marks with few listings.
 *
 * <p>The first pass lists a table's prefix completely. Later passes list only prefixes with recent
 * arrivals, less often the longer nothing arrived (see {@link DiscoveryPass}). They list a prefix
 * completely (1,000 keys per page) or, if that takes more requests, from the high-water mark of
 * each stem. A full scan lists complete days and checks every key against the lake, independent of
 * the marks. A listing that comes to the limit of what may wait stays open, and the next pass goes
 * on with it. A pass is a function of the previous state, but for the additional listings that
 * {@link CatchUpWatch} asks for, so another thread can apply or drop its result.
 */
public final class ObjectDiscovery {
  private final ObjectStore store;
  private final List<TableGroup> groups;
  private final Map<String, List<TableGroup>> byPrefix;
  private final Map<String, TableGroup> byTable = new HashMap<>();
  private final ObjectOwners owners;
  private final DiscoveryOptions options;
  private final FullScanSchedule schedule;
  private final boolean notified;

  /** Used in the thread of the passes. */
  private final CatchUpWatch watch;

  /**
   * @param notified whether a queue reports new objects, so that only full scans list the tables
   *     that the queue can serve
   */
  public ObjectDiscovery(
      ObjectStore store, List<BaseTable> tables, DiscoveryOptions options, boolean notified) {
    this(store, tables, options, notified, new CatchUpWatch());
  }

  private ObjectDiscovery(
      ObjectStore store,
      List<BaseTable> tables,
      DiscoveryOptions options,
      boolean notified,
      CatchUpWatch watch) {
    this.watch = watch;
    this.store = store;
    this.groups = TableGroup.of(tables);
    this.byPrefix = TableGroup.byPrefix(groups);
    this.owners = new ObjectOwners(tables);
    groups.forEach(group -> group.tables().forEach(each -> byTable.put(each.name(), group)));
    this.options = options;
    this.schedule = new FullScanSchedule(options);
    this.notified = notified;
  }

  /** The discovery of other tables, which knows what this one has seen. */
  public ObjectDiscovery of(List<BaseTable> tables) {
    return new ObjectDiscovery(store, tables, options, notified, watch);
  }

  /**
   * Whether notifications can serve this table. The path must contain the day, because the time of
   * a notification is not that of the last modification.
   */
  public static boolean isNotifiable(BaseTable table) {
    return TableGroup.hasDays(table);
  }

  public boolean isFullScanDue(DiscoveryState state, Instant now) {
    return schedule.isDue(state.lastFullScan(), now);
  }

  /**
   * Runs one pass. Blocks on listings, so it is called in a worker thread.
   *
   * @param committed used for every new object, and in a full scan, which needs a fresh one, for
   *     every object
   * @throws IOException if a listing fails; nothing is lost, the next pass finds the same objects
   */
  public DiscoveryResult discover(
      DiscoveryState before, Instant now, CommittedObjects committed, boolean fullScan)
      throws IOException {
    return discover(before, now, committed, fullScan, false, List.of(), 0, 0);
  }

  /**
   * Runs one pass.
   *
   * @param mayCatchUp whether objects that are about to be committed can be distinguished from
   *     others
   * @param again days whose objects an earlier pass has left out; they are listed completely
   * @param waitingObjects known objects in no committed file, which count toward the limit
   * @param waitingBytes their stored bytes
   */
  public DiscoveryResult discover(
      DiscoveryState before,
      Instant now,
      CommittedObjects committed,
      boolean fullScan,
      boolean mayCatchUp,
      List<TableDay> again,
      long waitingObjects,
      long waitingBytes)
      throws IOException {
    Intake intake = new Intake(options.intake(), waitingObjects, waitingBytes);
    DiscoveryPass pass = pass(before, now, committed, fullScan, intake, mayCatchUp);
    for (TableDay day : again) {
      TableGroup group = byTable.get(day.table());
      if (group != null) {
        pass.listAgain(group, day.day());
      }
    }
    for (TableGroup group : groups) {
      pass.discover(group, !notified || group.days() == null);
    }
    return pass.result();
  }

  private DiscoveryPass pass(
      DiscoveryState before,
      Instant now,
      CommittedObjects committed,
      boolean fullScan,
      Intake intake,
      boolean mayCatchUp) {
    return new DiscoveryPass(
        new PrefixLister(store, now, before.lastPass(), options.disorder()),
        new KeyOwners(owners),
        byPrefix,
        options,
        schedule,
        before,
        now,
        committed,
        fullScan,
        intake,
        watch,
        mayCatchUp);
  }
}
