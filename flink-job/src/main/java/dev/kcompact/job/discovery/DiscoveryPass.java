package dev.kcompact.job.discovery;

import dev.kcompact.contract.lineage.SourceObject;
import dev.kcompact.contract.table.BaseTable;
import dev.kcompact.job.discovery.listing.PrefixHighWaterMarks;
import dev.kcompact.job.discovery.listing.PrefixLister;
import dev.kcompact.job.plan.TableDay;
import dev.kcompact.job.store.ListedObject;
import dev.kcompact.job.store.ObjectStore;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** A single pass of {@link ObjectDiscovery}: selects the prefixes to list. Used by one thread. */
final class DiscoveryPass {
  private static final double IDLE_GROWTH = 1.1;

  private final DiscoveryOptions options;
  private final FullScanSchedule schedule;
  private final DiscoveryState before;
  private final Instant now;
  private final boolean fullScan;
  private final PrefixLister lister;
  private final Map<String, PrefixHighWaterMarks> prefixes;
  private final Set<String> listedTables;
  private final DiscoveryResult.Builder result;

  DiscoveryPass(
      ObjectStore store,
      DiscoveryOptions options,
      FullScanSchedule schedule,
      DiscoveryState before,
      Instant now,
      CommittedObjects committed,
      boolean fullScan) {
    this.options = options;
    this.schedule = schedule;
    this.before = before;
    this.now = now;
    this.fullScan = fullScan;
    this.lister = new PrefixLister(store, now, before.lastPass(), options.disorder());
    this.prefixes = new HashMap<>(before.prefixes());
    this.listedTables = new HashSet<>(before.listedTables());
    this.result = new DiscoveryResult.Builder(committed, fullScan);
  }

  DiscoveryResult result() {
    // The first pass lists everything and counts as a full scan.
    boolean first = before.listedTables().isEmpty();
    Instant lastFullScan = fullScan || first ? now : before.lastFullScan();
    return result.build(
        new DiscoveryState(prefixes, listedTables, lastFullScan, now), lister.requests());
  }

  void discover(BaseTable table, boolean betweenFullScans) throws IOException {
    TablePrefixes tablePrefixes = new TablePrefixes(table, schedule, now);
    if (listedTables.add(table.name())) {
      listRecursively(table, table.prefix());
      dropOldMarks(tablePrefixes);
    } else if (fullScan) {
      dropOldMarks(tablePrefixes);
      for (String prefix : tablePrefixes.fullScan(prefixes)) {
        listRecursively(table, prefix);
      }
    } else if (betweenFullScans) {
      listActive(table, tablePrefixes);
    }
  }

  private void listActive(BaseTable table, TablePrefixes tablePrefixes) throws IOException {
    Set<String> parents = new HashSet<>();
    for (Map.Entry<String, PrefixHighWaterMarks> entry : before.prefixes().entrySet()) {
      String prefix = entry.getKey();
      if (tablePrefixes.owns(prefix) && isActive(entry.getValue())) {
        parents.add(parent(prefix));
        prefixes.put(
            prefix,
            lister.listPrefix(
                table.naming(),
                prefix,
                entry.getValue(),
                (object, isNew) -> add(table, object, isNew)));
      }
    }
    for (String parent : parents) {
      if (tablePrefixes.isWithinHorizon(parent)) {
        listNewBelow(table, parent);
      }
    }
    for (String day : tablePrefixes.newDays(prefixes.keySet())) {
      listRecursively(table, day);
    }
  }

  /** Lists new siblings of active prefixes, such as that of the next hour. */
  private void listNewBelow(BaseTable table, String parent) throws IOException {
    for (String prefix : lister.prefixesBelow(parent)) {
      if (!prefixes.containsKey(prefix)) {
        listRecursively(table, prefix);
      }
    }
  }

  private void listRecursively(BaseTable table, String prefix) throws IOException {
    prefixes.putAll(
        lister.listRecursively(
            table.naming(),
            prefix,
            before.prefixes(),
            (object, isNew) -> add(table, object, isNew)));
  }

  private boolean isActive(PrefixHighWaterMarks marks) {
    return !now.isAfter(marks.lastArrival().plus(options.idleAfter()))
        && idleSteps(marks, now) > idleSteps(marks, before.lastPass());
  }

  /**
   * Returns how often the idle time of a prefix has grown by a tenth since its first second; -1
   * below a second. A prefix is listed whenever this number has grown: in every pass if it is
   * written every minute, every three minutes after half an hour without arrivals. An object is
   * found late by at most a tenth of the idle time, and an idle hour costs about sixty listings
   * instead of hundreds.
   */
  private static long idleSteps(PrefixHighWaterMarks marks, Instant at) {
    double seconds = Duration.between(marks.lastArrival(), at).toMillis() / 1e3;
    return seconds < 1 ? -1 : (long) (Math.log(seconds) / Math.log(IDLE_GROWTH));
  }

  private void add(BaseTable table, ListedObject object, boolean isNew) throws IOException {
    if (isNew || fullScan) {
      TableDay tableDay =
          new TableDay(table.name(), table.compactedDay(object.key(), object.lastModified()));
      SourceObject source = new SourceObject(object.key(), object.etag(), object.size());
      result.add(new DiscoveredObject(tableDay, source), isNew);
    }
  }

  /** Drops marks that no full scan needs, so that state does not grow with history. */
  private void dropOldMarks(TablePrefixes tablePrefixes) {
    Instant active = now.minus(options.idleAfter());
    prefixes
        .entrySet()
        .removeIf(
            entry ->
                tablePrefixes.isBeyondHorizon(entry.getKey())
                    && entry.getValue().lastArrival().isBefore(active));
  }

  private static String parent(String prefix) {
    return prefix.substring(0, prefix.lastIndexOf('/', prefix.length() - 2) + 1);
  }
}
