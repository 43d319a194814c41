package dev.kcompact.job.discovery;

import dev.kcompact.contract.table.DayRule;
import dev.kcompact.job.discovery.listing.PrefixLister;
import dev.kcompact.job.discovery.listing.TreeListing;
import dev.kcompact.job.store.ListedObject;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Lists directories with everything below them, until a pass has taken what there is room for; the
 * next pass goes on. Used in one thread.
 */
final class TreeScan {
  /** Pages of history in a pass, which take some seconds; each listing has one at least. */
  static final int PAGES = 200;

  private final PrefixLister lister;
  private final KeyOwners owners;
  private final KnownPrefixes prefixes;
  private final OpenListings open;
  private final Intake intake;
  private final Instant now;
  private final Predicate<String> isHistory;
  private final Set<String> listedPrefixes;
  private @Nullable LocalDate oldest;

  /** Takes an object of a tree. */
  @FunctionalInterface
  interface Visitor {
    /**
     * @param isNew whether no mark covers it
     * @param isResumed whether the listing of its tree began in an earlier pass
     */
    void visit(TableGroup group, ListedObject object, boolean isNew, boolean isResumed)
        throws IOException;
  }

  /**
   * @param isHistory whether a prefix belongs to a day before yesterday
   * @param listedPrefixes receives the prefixes whose objects were listed
   */
  TreeScan(
      PrefixLister lister,
      KeyOwners owners,
      KnownPrefixes prefixes,
      OpenListings open,
      Intake intake,
      Instant now,
      Predicate<String> isHistory,
      Set<String> listedPrefixes) {
    this.lister = lister;
    this.owners = owners;
    this.prefixes = prefixes;
    this.open = open;
    this.intake = intake;
    this.now = now;
    this.isHistory = isHistory;
    this.listedPrefixes = listedPrefixes;
  }

  /** A tree that a pass goes on listing. */
  private record Scan(TreeListing listing, TableGroup group, boolean isResumed) {
    /** The day that the listing has come to; null if paths have none. */
    @Nullable LocalDate day() {
      DayRule.FromPath days = group.days();
      if (days == null) {
        return null;
      }
      String last = listing.last();
      int end = last.lastIndexOf('/');
      return end <= group.prefix().length()
          ? LocalDate.MIN
          : Optional.of(last.substring(group.prefix().length(), end))
              .flatMap(path -> days.dayOf(path, Instant.EPOCH))
              .orElse(LocalDate.MIN);
    }
  }

  /** Lists a tree from its beginning while there is room; it stays open if not to its end. */
  boolean list(TableGroup group, String tree, Visitor visitor) throws IOException {
    Scan scan = scan(group, tree, "", false);
    while (scan.listing().hasMore() && intake.hasRoom()) {
      page(scan, visitor);
    }
    return end(scan);
  }

  /**
   * Goes on with the open listings: first those of days that get new objects, then while there is
   * room for history those that have come to the oldest day, and those without days, a page each.
   *
   * @param groups the group whose tables a tree belongs to; null if there is none any more
   * @param fresh trees whose listing begins in this pass
   */
  void resume(Function<String, @Nullable TableGroup> groups, Set<String> fresh, Visitor visitor)
      throws IOException {
    List<Scan> scans = new ArrayList<>();
    for (Map.Entry<String, String> each : Map.copyOf(open.all()).entrySet()) {
      TableGroup group = groups.apply(each.getKey());
      if (group == null) {
        open.close(each.getKey());
      } else {
        scans.add(scan(group, each.getKey(), each.getValue(), !fresh.contains(each.getKey())));
      }
    }
    // No listing is always the first, since room may end with it.
    Collections.shuffle(scans, new Random(now.toEpochMilli()));
    for (Scan scan : scans) {
      while (isLive(scan) && scan.listing().hasMore() && intake.hasRoom()) {
        page(scan, visitor);
      }
    }
    List<Scan> unfinished = new ArrayList<>(scans);
    unfinished.removeIf(scan -> !scan.listing().hasMore());
    long pages = Math.max(PAGES, scans.size());
    while (pages > 0 && intake.hasRoomForHistory() && !unfinished.isEmpty()) {
      pages = round(unfinished, pages, visitor);
      unfinished.removeIf(scan -> !scan.listing().hasMore());
    }
    for (Scan scan : scans) {
      end(scan);
    }
  }

  /** Whether a tree is a day that gets new objects, or a part of one. */
  private boolean isLive(Scan scan) {
    String tree = scan.listing().tree();
    return scan.group().directories() != null
        && !tree.equals(scan.group().prefix())
        && !isHistory.test(tree);
  }

  private long round(List<Scan> scans, long pages, Visitor visitor) throws IOException {
    LocalDate first = LocalDate.MAX;
    for (Scan scan : scans) {
      LocalDate day = scan.day();
      first = day != null && day.isBefore(first) ? day : first;
    }
    long left = pages;
    for (Scan scan : scans) {
      LocalDate day = scan.day();
      boolean isDue = day == null || !day.isAfter(first);
      if (isDue && left > 0 && intake.hasRoomForHistory()) {
        page(scan, visitor);
        left--;
      }
    }
    return left;
  }

  /** The oldest day that an open listing has come to; null if there is none. */
  @Nullable LocalDate oldest() {
    return oldest;
  }

  private Scan scan(TableGroup group, String tree, String after, boolean isResumed) {
    return new Scan(lister.tree(owners, tree, after, prefixes::get), group, isResumed);
  }

  private static void page(Scan scan, Visitor visitor) throws IOException {
    scan.listing()
        .next(
            (object, isNew) -> {
              visitor.visit(scan.group(), object, isNew, scan.isResumed());
              return true;
            });
  }

  /** Keeps marks and progress of a listing; returns whether it has come to its end. */
  private boolean end(Scan scan) {
    TreeListing listing = scan.listing();
    listing
        .marks(now, isHistory)
        .forEach(
            (prefix, marks) -> {
              prefixes.put(prefix, marks);
              listedPrefixes.add(prefix);
            });
    if (listing.hasMore()) {
      open.put(listing.tree(), listing.last());
      noteOpen(scan.day());
    } else {
      open.close(listing.tree());
    }
    return !listing.hasMore();
  }

  private void noteOpen(@Nullable LocalDate day) {
    if (day != null && day.isAfter(LocalDate.MIN) && (oldest == null || day.isBefore(oldest))) {
      oldest = day;
    }
  }
}
