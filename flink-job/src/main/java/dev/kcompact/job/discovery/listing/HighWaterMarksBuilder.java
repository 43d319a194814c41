package dev.kcompact.job.discovery.listing;

import dev.kcompact.contract.naming.ObjectName;
import dev.kcompact.contract.naming.ObjectNaming;
import dev.kcompact.job.discovery.listing.PrefixHighWaterMarks.HighWaterMark;
import dev.kcompact.job.store.ListedObject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Advances the high-water marks of a prefix while a listing of it is read. */
final class HighWaterMarksBuilder {
  /** Names of a stem that are kept above its mark; half a page. */
  private static final int MAX_RECENT = 500;

  private final ObjectNaming naming;
  private final String prefix;
  private final @Nullable PrefixHighWaterMarks before;
  private final Map<String, HighWaterMark> marks;
  private final Map<String, Instant> recentNames;
  private final Window window;
  private long listed;
  private boolean arrived;

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
      ObjectNaming naming, String prefix, @Nullable PrefixHighWaterMarks before, Window window) {
    this.naming = naming;
    this.prefix = prefix;
    this.before = before;
    this.window = window;
    this.marks = before == null ? new HashMap<>() : new HashMap<>(before.marks());
    this.recentNames = before == null ? new HashMap<>() : new HashMap<>(before.recentNames());
  }

  Optional<ObjectName> parse(String key) {
    return naming.parse(key.substring(prefix.length()));
  }

  /** Whether a name without an offset is kept, so that no mark says what comes after it. */
  boolean hasUnordered() {
    return recentNames.keySet().stream().anyMatch(name -> naming.parse(name).isEmpty());
  }

  /** All known stems, in the order of the names. */
  TreeSet<String> stems() {
    TreeSet<String> stems = new TreeSet<>(marks.keySet());
    recentNames
        .keySet()
        .forEach(name -> naming.parse(name).ifPresent(parsed -> stems.add(parsed.stem())));
    return stems;
  }

  /**
   * Adds a listed object.
   *
   * @return whether it is new
   */
  boolean add(ListedObject object, Optional<ObjectName> parsed) {
    listed++;
    String name = object.key().substring(prefix.length());
    boolean covered =
        parsed.isPresent() ? isAtOrBelowMark(parsed.get()) : isDropped(object.lastModified());
    if (covered) {
      return false;
    }
    recentNames.put(name, object.lastModified());
    boolean isNew = before == null || !before.recentNames().containsKey(name);
    arrived |= isNew;
    return isNew;
  }

  /** Compares with the mark that was known before this listing began. */
  private boolean isAtOrBelowMark(ObjectName parsed) {
    HighWaterMark mark = before == null ? null : before.marks().get(parsed.stem());
    return mark != null && parsed.startOffset() <= mark.offset();
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
    settle();
    long known = before == null || complete ? 0 : before.keyCount();
    Instant last = arrived || before == null ? now : before.lastArrival();
    return new PrefixHighWaterMarks(marks, recentNames, known + listed, last);
  }

  private void settle() {
    Map<String, List<String>> byStem = new HashMap<>();
    recentNames.forEach(
        (name, modified) -> {
          Optional<ObjectName> parsed = naming.parse(name);
          if (parsed.isPresent()) {
            byStem.computeIfAbsent(parsed.get().stem(), stem -> new ArrayList<>()).add(name);
            if (modified.isBefore(window.settledBefore())) {
              raiseMark(name, parsed.get());
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
      naming.parse(name).ifPresent(parsed -> raiseMark(name, parsed));
    }
  }

  private long offset(String name) {
    return naming.parse(name).map(ObjectName::startOffset).orElse(-1L);
  }

  private void raiseMark(String name, ObjectName parsed) {
    HighWaterMark mark = new HighWaterMark(parsed.startOffset(), name);
    marks.merge(parsed.stem(), mark, (a, b) -> a.offset() >= b.offset() ? a : b);
  }

  private boolean isSettled(String name, Instant modified) {
    Optional<ObjectName> parsed = naming.parse(name);
    if (parsed.isEmpty()) {
      return modified.isBefore(window.dropBefore());
    }
    HighWaterMark mark = marks.get(parsed.get().stem());
    return mark != null && parsed.get().startOffset() <= mark.offset();
  }
}
