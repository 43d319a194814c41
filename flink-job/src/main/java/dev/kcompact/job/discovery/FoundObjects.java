package dev.kcompact.job.discovery;

import dev.kcompact.contract.lineage.SourceObject;
import dev.kcompact.contract.naming.ObjectKind;
import dev.kcompact.contract.table.BaseTable;
import dev.kcompact.job.discovery.listing.ListedKey.Ordered;
import dev.kcompact.job.plan.TableDay;
import dev.kcompact.job.store.ListedObject;
import java.io.IOException;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;

/** Sorts what a pass lists into its result. Used in one thread. */
final class FoundObjects {
  private final KeyOwners owners;
  private final DiscoveryResult.Builder result;
  private final DiscoveryState before;
  private final CatchUpWatch watch;
  private final boolean fullScan;
  private final Instant now;

  /** Keys below shared prefixes that this pass has found. */
  private final Set<String> found = new HashSet<>();

  /** Keys without a day that this pass has found. */
  private final Set<String> undated = new HashSet<>();

  /** Whether a table is listed for the first time, so that what it excludes is counted. */
  private boolean hasNewTable;

  private boolean isChecking;
  private boolean hasFound;

  FoundObjects(
      KeyOwners owners,
      DiscoveryResult.Builder result,
      DiscoveryState before,
      CatchUpWatch watch,
      boolean fullScan,
      Instant now) {
    this.owners = owners;
    this.result = result;
    this.before = before;
    this.watch = watch;
    this.fullScan = fullScan;
    this.now = now;
  }

  void onNewTable() {
    hasNewTable = true;
  }

  /** Checks each object that is added against the lake, until {@link #endCheck}. */
  void beginCheck() {
    isChecking = true;
    hasFound = false;
  }

  /** Returns whether new objects were added since {@link #beginCheck}. */
  boolean endCheck() {
    isChecking = false;
    return hasFound;
  }

  /** Adds an object of a tree whose listing may have begun in an earlier pass. */
  void addOfTree(TableGroup group, ListedObject object, boolean isNew, boolean isResumed)
      throws IOException {
    if (!isResumed) {
      add(group, object, isNew);
      return;
    }
    BaseTable table = owners.ownerOf(object.key());
    if (table == null) {
      exclude(group, object.key());
    } else if (!group.isShared() || found.add(object.key())) {
      result.addResumed(discovered(table, object));
    }
  }

  /**
   * Adds an object to the result. A table that is listed for the first time takes every object: the
   * marks of a prefix that it shares may cover some already.
   */
  void add(TableGroup group, ListedObject object, boolean isNew) throws IOException {
    BaseTable table = owners.ownerOf(object.key());
    if (table == null) {
      exclude(group, object.key());
      return;
    }
    boolean isFirst = !before.listedTables().contains(table.name());
    boolean isTaken = isNew || fullScan || isChecking || isFirst;
    if (isTaken && (!group.isShared() || found.add(object.key()))) {
      boolean isMissing = result.add(discovered(table, object), isNew);
      if (isChecking) {
        // Others may be pending.
        hasFound |= isMissing && isNew;
      } else if (isNew && !isFirst && owners.read(object.key()) instanceof Ordered ordered) {
        watch.arrived(group.name(), ordered.stem(), now);
      }
    }
  }

  boolean addUndated(TableGroup group, ListedObject object) throws IOException {
    undated.add(object.key());
    if (owners.ownerOf(object.key()) == null) {
      exclude(group, object.key());
      return false;
    }
    return addIfMissing(group, object);
  }

  /** Whether an object without a day was found. */
  boolean isUndated(ListedObject object) {
    return undated.contains(object.key());
  }

  /** Marks do not say whether it is new; returns whether no committed file contains it. */
  boolean addIfMissing(TableGroup group, ListedObject object) throws IOException {
    BaseTable table = owners.ownerOf(object.key());
    return table != null
        && (!group.isShared() || found.add(object.key()))
        && result.add(discovered(table, object), false);
  }

  private static DiscoveredObject discovered(BaseTable table, ListedObject object) {
    return new DiscoveredObject(
        new TableDay(table.name(), table.compactedDay(object.key(), object.lastModified())),
        new SourceObject(object.key(), object.etag(), object.size()));
  }

  /** Counts an object that a definition leaves out, where the listing is complete. */
  private void exclude(TableGroup group, String key) {
    ObjectKind kind = owners.exclusionOf(key).orElse(null);
    boolean isComplete = fullScan || hasNewTable;
    if (kind != null && isComplete && (!group.isShared() || found.add(key))) {
      result.exclude(kind);
    }
  }
}
