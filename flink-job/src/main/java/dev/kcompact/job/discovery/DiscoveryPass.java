package dev.kcompact.job.discovery;

import dev.kcompact.contract.lineage.SourceObject;
import dev.kcompact.contract.naming.ObjectKind;
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
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A single pass of {@link ObjectDiscovery}: selects the prefixes to list. Used by one thread. */
final class DiscoveryPass {
  private static final double IDLE_GROWTH = 1.1;

  private final List<BaseTable> tables;
  private final List<TablePrefixes> allPrefixes;
  private final DiscoveryOptions options;
  private final FullScanSchedule schedule;
  private final DiscoveryState before;
  private final Instant now;
  private final boolean fullScan;
  private final PrefixLister lister;
  private final Map<String, PrefixHighWaterMarks> prefixes;
  private final Set<String> listedTables;
  private final DiscoveryResult.Builder result;

  /** Prefixes that this pass has listed, since tables may share them. */
  private final Set<String> listedPrefixes = new HashSet<>();

  /** Keys below shared prefixes that this pass has found. */
  private final Set<String> found = new HashSet<>();

  DiscoveryPass(
      ObjectStore store,
      List<BaseTable> tables,
      DiscoveryOptions options,
      FullScanSchedule schedule,
      DiscoveryState before,
      Instant now,
      CommittedObjects committed,
      boolean fullScan) {
    this.tables = tables;
    this.allPrefixes =
        tables.stream().map(table -> new TablePrefixes(table, schedule, now)).toList();
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
    SharingTables sharing = SharingTables.of(table, tables);
    if (listedTables.add(table.name())) {
      listRecursively(sharing, table.prefix());
      dropOldMarks(tablePrefixes);
    } else if (fullScan) {
      dropOldMarks(tablePrefixes);
      for (String prefix : tablePrefixes.fullScan(prefixes)) {
        listRecursively(sharing, prefix);
      }
    } else if (betweenFullScans) {
      listActive(sharing, tablePrefixes);
    }
  }

  private void listActive(SharingTables sharing, TablePrefixes tablePrefixes) throws IOException {
    Set<String> parents = new HashSet<>();
    for (Map.Entry<String, PrefixHighWaterMarks> entry : before.prefixes().entrySet()) {
      String prefix = entry.getKey();
      if (tablePrefixes.contains(prefix) && isActive(entry.getValue())) {
        parents.add(parent(prefix));
        if (listedPrefixes.add(prefix)) {
          prefixes.put(
              prefix,
              lister.listPrefix(
                  sharing,
                  prefix,
                  entry.getValue(),
                  (object, isNew) -> add(sharing, object, isNew)));
        }
      }
    }
    for (String parent : parents) {
      if (tablePrefixes.isWithinHorizon(parent)) {
        listNewBelow(sharing, parent);
      }
    }
    for (String day : tablePrefixes.newDays(prefixes.keySet())) {
      listRecursively(sharing, day);
    }
  }

  /** Lists new siblings of active prefixes, such as that of the next hour. */
  private void listNewBelow(SharingTables sharing, String parent) throws IOException {
    for (String prefix : lister.prefixesBelow(parent)) {
      if (!prefixes.containsKey(prefix)) {
        listRecursively(sharing, prefix);
      }
    }
  }

  /** Continues from the marks of this pass, since another table may have listed the same. */
  private void listRecursively(SharingTables sharing, String prefix) throws IOException {
    Map<String, PrefixHighWaterMarks> marks =
        lister.listRecursively(
            sharing, prefix, prefixes, (object, isNew) -> add(sharing, object, isNew));
    prefixes.putAll(marks);
    listedPrefixes.addAll(marks.keySet());
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

  /**
   * Adds an object to the result. A table that is listed for the first time takes every object: the
   * marks of a prefix that it shares may cover some already.
   */
  private void add(SharingTables sharing, ListedObject object, boolean isNew) throws IOException {
    BaseTable table = sharing.ownerOf(object.key());
    if (table == null) {
      exclude(sharing, object.key());
      return;
    }
    boolean isTaken = isNew || fullScan || !before.listedTables().contains(table.name());
    if (isTaken && (!sharing.areSeveral() || found.add(object.key()))) {
      TableDay tableDay =
          new TableDay(table.name(), table.compactedDay(object.key(), object.lastModified()));
      SourceObject source = new SourceObject(object.key(), object.etag(), object.size());
      result.add(new DiscoveredObject(tableDay, source), isNew);
    }
  }

  /** Counts an object that a definition leaves out, where the listing is complete. */
  private void exclude(SharingTables sharing, String key) {
    ObjectKind kind = sharing.exclusionOf(key).orElse(null);
    boolean isComplete = fullScan || !before.listedTables().containsAll(listedTables);
    if (kind != null && isComplete && (!sharing.areSeveral() || found.add(key))) {
      result.exclude(kind);
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
                    && allPrefixes.stream().noneMatch(other -> other.needs(entry.getKey()))
                    && entry.getValue().lastArrival().isBefore(active));
  }

  private static String parent(String prefix) {
    return prefix.substring(0, prefix.lastIndexOf('/', prefix.length() - 2) + 1);
  }
}
