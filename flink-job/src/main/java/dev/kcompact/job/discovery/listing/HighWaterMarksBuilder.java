package dev.kcompact.job.discovery.listing;

import dev.kcompact.job.discovery.listing.ListedKey.Ordered;
import dev.kcompact.job.discovery.listing.ListedKey.Unordered;
import dev.kcompact.job.discovery.listing.ListedKey.Untracked;
import dev.kcompact.job.discovery.listing.PrefixHighWaterMarks.HighWaterMark;
import dev.kcompact.job.store.ListedObject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Advances the high-water marks of a prefix while a listing of it is read. */
final class HighWaterMarksBuilder {
  /** Names of a stem that are kept above its mark; half a page. */
  private static final int MAX_RECENT = 500;

  private final ListedKey.Reader keys;
  private final String prefix;
  private final @Nullable PrefixHighWaterMarks before;
  private final Map<String, HighWaterMark> marks;
  private final Map<String, Instant> recentNames;
  private final Window window;
  private long listed;
  private boolean arrived;
  private Instant lastModified = Instant.EPOCH;

  /**
   * Which names are kept.
   *
   * @param settledBefore a name with an offset that was modified before is settled: no object below
   *     it is expected any more
   * @param dropBefore a name without an offset that was modified before is dropped now
   * @param droppedBefore one that was modified before was dropped by the pass before this one
   */
  record Window(Instant settledBefore, Instant dropBefore, Instant droppedBefore) {
    private static final Duration UNORDERED = Duration.ofDays(1);

    static Window of(Instant now, Instant lastPass, Duration disorder) {
      Instant last = lastPass.isBefore(now) ? lastPass : now;
      return new Window(
          now.minus(disorder),
          now.minus(UNORDERED),
          last.equals(Instant.EPOCH) ? last : last.minus(UNORDERED));
    }
  }

  HighWaterMarksBuilder(
      ListedKey.Reader keys, String prefix, @Nullable PrefixHighWaterMarks before, Window window) {
    this.keys = keys;
    this.prefix = prefix;
    this.before = before;
    this.window = window;
    this.marks = before == null ? new HashMap<>() : new HashMap<>(before.marks());
    this.recentNames = before == null ? new HashMap<>() : new HashMap<>(before.recentNames());
  }

  /** What a key below the prefix is. */
  ListedKey readKey(String key) {
    return keys.read(key);
  }

  private ListedKey read(String name) {
    return keys.read(prefix + name);
  }

  /** Whether a name without an offset is kept, so that no mark says what comes after it. */
  boolean hasUnordered() {
    return recentNames.keySet().stream().anyMatch(name -> read(name) instanceof Unordered);
  }

  /** All known stems, in the order of the names. */
  TreeSet<String> stems() {
    TreeSet<String> stems = new TreeSet<>(marks.keySet());
    for (String name : recentNames.keySet()) {
      if (read(name) instanceof Ordered ordered) {
        stems.add(ordered.stem());
      }
    }
    return stems;
  }

  /**
   * Adds a listed object.
   *
   * @return whether it is new
   */
  boolean add(ListedObject object, ListedKey key) {
    listed++;
    String name = object.key().substring(prefix.length());
    boolean isCovered =
        key instanceof Ordered ordered
            ? isAtOrBelowMark(ordered)
            : key instanceof Untracked || isDropped(object.lastModified());
    if (isCovered) {
      return false;
    }
    recentNames.put(name, object.lastModified());
    if (object.lastModified().isAfter(lastModified)) {
      lastModified = object.lastModified();
    }
    boolean isNew = before == null || !before.recentNames().containsKey(name);
    arrived |= isNew && !(key instanceof Ordered ordered && !ordered.isOwned());
    return isNew;
  }

  /** Whether an object is above what was known before. Adds nothing. */
  boolean isNew(ListedObject object) {
    ListedKey key = readKey(object.key());
    String name = object.key().substring(prefix.length());
    boolean isCovered =
        key instanceof Ordered ordered
            ? isAtOrBelowMark(ordered)
            : key instanceof Untracked || isDropped(object.lastModified());
    return !isCovered && (before == null || !before.recentNames().containsKey(name));
  }

  /** Compares with the mark that was known before this listing began. */
  private boolean isAtOrBelowMark(Ordered key) {
    HighWaterMark mark = before == null ? null : before.marks().get(key.stem());
    return mark != null && key.offset() <= mark.offset();
  }

  private boolean isDropped(Instant modified) {
    return before != null && modified.isBefore(window.droppedBefore());
  }

  /**
   * Returns the marks after the listing.
   *
   * @param complete whether the prefix was listed completely, or only above its marks
   */
  PrefixHighWaterMarks build(Instant now, boolean complete) {
    return build(now, complete, false);
  }

  /**
   * Returns the marks after the listing.
   *
   * @param isHistory whether objects of a prefix that was unknown arrived when they were modified
   */
  PrefixHighWaterMarks build(Instant now, boolean complete, boolean isHistory) {
    settle();
    long known = before == null || complete ? 0 : before.keyCount();
    return new PrefixHighWaterMarks(
        marks, recentNames, known + listed, lastArrival(now, isHistory));
  }

  private Instant lastArrival(Instant now, boolean isHistory) {
    if (before == null) {
      return isHistory && lastModified.isBefore(now) ? lastModified : now;
    }
    return arrived ? now : before.lastArrival();
  }

  private void settle() {
    Map<String, List<String>> byStem = new HashMap<>();
    recentNames.forEach(
        (name, modified) -> {
          if (read(name) instanceof Ordered ordered) {
            byStem.computeIfAbsent(ordered.stem(), stem -> new ArrayList<>()).add(name);
            if (modified.isBefore(window.settledBefore())) {
              raiseMark(name, ordered);
            }
          }
        });
    byStem.values().forEach(this::settleOverflow);
    recentNames.entrySet().removeIf(name -> isSettled(name.getKey(), name.getValue()));
  }

  /** Keeps only the last names of a burst, so that a listing above the mark is one page. */
  private void settleOverflow(List<String> names) {
    if (names.size() > MAX_RECENT) {
      names.sort(Comparator.comparingLong(this::offset));
      String name = names.get(names.size() - MAX_RECENT - 1);
      if (read(name) instanceof Ordered ordered) {
        raiseMark(name, ordered);
      }
    }
  }

  private long offset(String name) {
    return read(name) instanceof Ordered ordered ? ordered.offset() : -1;
  }

  private void raiseMark(String name, Ordered key) {
    HighWaterMark mark = new HighWaterMark(key.offset(), name);
    marks.merge(key.stem(), mark, (a, b) -> a.offset() >= b.offset() ? a : b);
  }

  private boolean isSettled(String name, Instant modified) {
    ListedKey key = read(name);
    if (key instanceof Ordered ordered) {
      HighWaterMark mark = marks.get(ordered.stem());
      return mark != null && ordered.offset() <= mark.offset();
    }
    return key instanceof Untracked || modified.isBefore(window.dropBefore());
  }
}
