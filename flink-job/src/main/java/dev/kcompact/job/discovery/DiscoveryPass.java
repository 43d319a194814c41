package dev.kcompact.job.discovery;

import dev.kcompact.contract.table.BaseTable;
import dev.kcompact.contract.table.DayDirectories;
import dev.kcompact.job.discovery.listing.PrefixHighWaterMarks;
import dev.kcompact.job.discovery.listing.PrefixLister;
import dev.kcompact.job.store.ListedObject;
import dev.kcompact.job.store.Listing;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A single pass of {@link ObjectDiscovery}: selects the prefixes to list. Used by one thread. */
final class DiscoveryPass {
  /** Time between two listings of the levels above the days: one request for each directory. */
  static final Duration LEVEL_SCANS = Duration.ofMinutes(5);

  private final DiscoveryOptions options;
  private final FullScanSchedule schedule;
  private final DiscoveryState before;
  private final Instant now;
  private final boolean fullScan;
  private final PrefixLister lister;
  private final KeyOwners owners;
  private final Map<String, List<TableGroup>> groups;
  private final KnownPrefixes prefixes;
  private final Set<String> listedTables;
  private final DiscoveryResult.Builder result;
  private final RemainderScan remainder;
  private final OpenListings open;
  private final Intake intake;
  private final TreeScan trees;
  private final CatchUpWatch watch;
  private final boolean mayCatchUp;
  private final FoundObjects found;

  /** Prefixes that this pass has listed, since tables may share them. */
  private final Set<String> listedPrefixes = new HashSet<>();

  /** Directories that this pass has listed with everything below them. */
  private final Set<String> listedTrees = new HashSet<>();

  /** Directories of new tables, whose first listing begins in this pass. */
  private final Set<String> fresh = new HashSet<>();

  /** Groups with a table that no pass before has listed. */
  private final Set<TableGroup> newGroups = Collections.newSetFromMap(new IdentityHashMap<>());

  private final IdentityHashMap<TableGroup, TablePrefixes> tablePrefixes = new IdentityHashMap<>();

  DiscoveryPass(
      PrefixLister lister,
      KeyOwners owners,
      Map<String, List<TableGroup>> groups,
      DiscoveryOptions options,
      FullScanSchedule schedule,
      DiscoveryState before,
      Instant now,
      CommittedObjects committed,
      boolean fullScan,
      Intake intake,
      CatchUpWatch watch,
      boolean mayCatchUp) {
    this.options = options;
    this.schedule = schedule;
    this.before = before;
    this.now = now;
    this.fullScan = fullScan;
    this.lister = lister;
    this.owners = owners;
    this.groups = groups;
    this.prefixes = new KnownPrefixes(before.prefixes());
    this.listedTables = new HashSet<>(before.listedTables());
    this.result = new DiscoveryResult.Builder(committed, fullScan, intake);
    this.remainder = new RemainderScan(lister, before.remainderScans(), intake::hasRoom);
    this.open = new OpenListings(before.openListings());
    this.intake = intake;
    this.watch = watch;
    this.mayCatchUp = mayCatchUp;
    this.found = new FoundObjects(owners, result, before, watch, fullScan, now);
    this.trees =
        new TreeScan(lister, owners, prefixes, open, intake, now, this::isHistory, listedPrefixes);
  }

  /** Goes on with what is open, and returns what the pass has found. */
  DiscoveryResult result() throws IOException {
    resume();
    // The first pass lists everything and counts as a full scan.
    boolean first = before.listedTables().isEmpty();
    Instant lastFullScan = fullScan || first ? now : before.lastFullScan();
    return result.build(
        new DiscoveryState(
            prefixes.all(),
            listedTables,
            lastFullScan,
            now,
            remainder.positions(listedTables),
            open.all()),
        lister.requests(),
        trees.oldest());
  }

  /** Prefixes that were visited, a measure of work in tests. */
  long visited() {
    return prefixes.visited();
  }

  void discover(TableGroup group, boolean betweenFullScans) throws IOException {
    TablePrefixes of = prefixesOf(group);
    boolean isNew = false;
    for (BaseTable table : group.tables()) {
      isNew |= listedTables.add(table.name());
    }
    if (isNew) {
      newGroups.add(group);
      found.onNewTable();
      openTree(group.prefix());
    } else if (fullScan) {
      dropOldMarks(of);
      check(group, of.fullScan(prefixes, before.lastFullScan()));
      if (group.directories() != null && !open.reaches(group.prefix())) {
        scanUndated(of);
        remainder.scan(
            of,
            groups.size(),
            object ->
                !found.isUndated(object)
                    && !lister.isAboveMarks(owners, object, prefixes::get)
                    && found.addIfMissing(group, object));
      }
    } else if (betweenFullScans) {
      listActive(of);
      if (group.directories() != null && mayCatchUp && intake.hasRoom()) {
        listUnexpected(of);
      }
    }
  }

  /** Lists where objects may arrive that no high-water mark and no new day announces. */
  private void listUnexpected(TablePrefixes of) throws IOException {
    TableGroup group = of.group();
    if (watch.isDue(group.name(), now)) {
      result.expectCommits();
      watch.scanned(group.name(), check(group, of.horizon()), now);
    }
    if (isLevelScanDue() && !open.reaches(group.prefix())) {
      result.expectCommits();
      List<String> unknown =
          scanUndated(of).stream()
              .filter(day -> of.isWithinHorizon(day) && !prefixes.hasBelow(day))
              .toList();
      check(group, unknown);
    }
  }

  private boolean isLevelScanDue() {
    long interval = LEVEL_SCANS.toMillis();
    return Math.floorDiv(now.toEpochMilli(), interval)
        > Math.floorDiv(before.lastPass().toEpochMilli(), interval);
  }

  /** Returns the directories of days that the levels above them have. */
  private List<String> scanUndated(TablePrefixes of) throws IOException {
    return new UndatedScan(lister, owners, prefixes, listedTrees, intake::hasRoom)
        .scan(of, object -> found.addUndated(of.group(), object));
  }

  /** Lists directories, and checks each object against the lake; returns whether one is new. */
  private boolean check(TableGroup group, List<String> directories) throws IOException {
    found.beginCheck();
    for (String prefix : directories) {
      if (!open.reaches(prefix)) {
        listTree(group, prefix);
      }
    }
    return found.endCheck();
  }

  /** Lists a day whose objects were left out; marks may cover them by now. */
  void listAgain(TableGroup group, LocalDate day) throws IOException {
    DayDirectories directories = group.directories();
    String prefix = directories == null ? group.prefix() : directories.of(day);
    String after = null;
    boolean more = true;
    while (more) {
      if (!intake.hasRoom()) {
        open.put(prefix, after == null ? "" : after);
        return;
      }
      Listing page = lister.page(prefix, after);
      for (ListedObject object : page.objects()) {
        after = object.key();
        if (!lister.isAboveMarks(owners, object, prefixes::get)) {
          found.addIfMissing(group, object);
        }
      }
      more = page.more() && !page.objects().isEmpty();
    }
  }

  private TablePrefixes prefixesOf(TableGroup group) {
    return tablePrefixes.computeIfAbsent(group, of -> new TablePrefixes(of, schedule, now));
  }

  private void listActive(TablePrefixes of) throws IOException {
    IdleTime idleTime = new IdleTime(options.idleAfter(), before.lastPass(), now);
    Set<String> parents = new HashSet<>();
    for (String prefix : prefixes.below(of.group().prefix())) {
      PrefixHighWaterMarks marks = before.prefixes().get(prefix);
      if (marks != null && idleTime.isActive(marks) && !open.isWithin(prefix) && intake.hasRoom()) {
        parents.add(parent(prefix));
        if (listedPrefixes.add(prefix)) {
          listPrefix(of, prefix, marks);
        }
      }
    }
    for (String parent : parents) {
      if (of.isWithinHorizon(parent)) {
        listNewBelow(of.group(), parent);
      }
    }
    listNewDays(of);
  }

  private void listNewDays(TablePrefixes of) throws IOException {
    for (String day : of.newDays(prefixes)) {
      // A scan may have taken some of its objects while the day was in the future.
      result.expectCommits();
      listTree(of.group(), day);
    }
  }

  /** A prefix with more new objects than there is room for is listed again, in parts. */
  private void listPrefix(TablePrefixes of, String prefix, PrefixHighWaterMarks marks)
      throws IOException {
    boolean isParent = of.isAboveDays(prefix) || prefixes.hasFurtherBelow(prefix);
    PrefixHighWaterMarks after =
        lister.listPrefix(
            owners,
            prefix,
            marks,
            isParent,
            (object, isNew) -> {
              found.add(of.group(), object, isNew);
              return intake.hasRoom();
            });
    if (after == null) {
      open.put(prefix, "");
    } else {
      prefixes.put(prefix, after);
    }
  }

  /** Lists new siblings of active prefixes, such as that of the next hour. */
  private void listNewBelow(TableGroup group, String parent) throws IOException {
    if (!listedTrees.add("siblings " + parent)) {
      return;
    }
    for (String prefix : lister.prefixesBelow(parent)) {
      if (!prefixes.contains(prefix)) {
        listTree(group, prefix);
      }
    }
  }

  /** Lists everything below a prefix once a pass, from the marks of this pass. */
  private void listTree(TableGroup group, String prefix) throws IOException {
    if (isListed(prefix) || open.last(prefix) != null || !intake.hasRoom()) {
      return;
    }
    if (trees.list(group, prefix, found::addOfTree)) {
      listedTrees.add(prefix);
    }
  }

  private boolean isListed(String prefix) {
    return listedTrees.contains(prefix)
        || TableGroup.above(prefix).stream().anyMatch(listedTrees::contains);
  }

  /** Begins the first listing of a new table, unless another one comes there. */
  private void openTree(String prefix) {
    if (!open.covers(prefix)) {
      open.put(prefix, "");
      fresh.add(prefix);
    }
  }

  /**
   * Goes on with open listings. Where they do not end in this pass, the days that get new objects
   * are listed before.
   */
  private void resume() throws IOException {
    Set<TableGroup> resumed = Collections.newSetFromMap(new IdentityHashMap<>());
    open.all().keySet().stream().map(this::groupOf).filter(Objects::nonNull).forEach(resumed::add);
    trees.resume(this::groupOf, fresh, found::addOfTree);
    resumed.addAll(newGroups);
    for (TableGroup group : resumed) {
      TablePrefixes of = prefixesOf(group);
      if (newGroups.contains(group) && open.reaches(group.prefix())) {
        listNewDays(of);
      }
      dropOldMarks(of);
    }
  }

  /** The innermost group whose tables have objects in a directory; null without one. */
  private @Nullable TableGroup groupOf(String directory) {
    List<String> above = new ArrayList<>(TableGroup.above(directory));
    above.add(directory);
    for (int i = above.size() - 1; i >= 0; i--) {
      List<TableGroup> of = groups.get(above.get(i));
      if (of != null) {
        return of.get(0);
      }
    }
    return null;
  }

  private boolean isHistory(String prefix) {
    TableGroup group = groupOf(prefix);
    return group != null && prefixesOf(group).isBeforeYesterday(prefix);
  }

  /** Drops marks that no full scan needs, so that state does not grow with history. */
  private void dropOldMarks(TablePrefixes of) {
    Instant active = now.minus(options.idleAfter());
    for (String prefix : prefixes.below(of.group().prefix())) {
      boolean isOld =
          of.isBeyondHorizon(prefix)
              && Objects.requireNonNull(prefixes.get(prefix)).lastArrival().isBefore(active);
      if (isOld && !isNeeded(prefix)) {
        prefixes.remove(prefix);
      }
    }
  }

  private boolean isNeeded(String prefix) {
    Set<String> directories = new HashSet<>(TableGroup.above(prefix));
    directories.add(prefix);
    return directories.stream()
        .flatMap(directory -> groups.getOrDefault(directory, List.of()).stream())
        .anyMatch(group -> prefixesOf(group).needs(prefix));
  }

  private static String parent(String prefix) {
    return prefix.substring(0, prefix.lastIndexOf('/', prefix.length() - 2) + 1);
  }
}
