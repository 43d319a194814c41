package dev.kcompact.job.discovery;

import dev.kcompact.contract.naming.ObjectName;
import dev.kcompact.contract.table.BaseTable;
import dev.kcompact.job.discovery.DirectoryMarks.Mark;
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

/** The marks of a directory while a listing of it is read. */
final class MarkBuilder {
  /** Names of a stem that one may overtake and be seen at once; half a page. */
  private static final int MOST_RECENT = 500;

  private final BaseTable table;
  private final String directory;
  private final @Nullable DirectoryMarks before;
  private final Map<String, Mark> settled;
  private final Map<String, Instant> recent;
  private final Window window;
  private long listed;
  private boolean arrived;

  /**
   * Which names are remembered.
   *
   * @param settledBefore an ordered name modified before it is overtaken by nothing any more
   * @param forgetBefore a name without order modified before it is forgotten now
   * @param forgottenBefore one modified before that was forgotten by the look before this
   */
  record Window(Instant settledBefore, Instant forgetBefore, Instant forgottenBefore) {
    private static final Duration UNORDERED = Duration.ofDays(1);

    static Window of(Instant now, Instant lastLook, Duration disorder) {
      Instant last = lastLook.isBefore(now) ? lastLook : now;
      return new Window(
          now.minus(disorder),
          now.minus(UNORDERED),
          last.equals(Instant.EPOCH) ? last : last.minus(UNORDERED));
    }
  }

  MarkBuilder(BaseTable table, String directory, @Nullable DirectoryMarks before, Window window) {
    this.table = table;
    this.directory = directory;
    this.before = before;
    this.window = window;
    this.settled = before == null ? new HashMap<>() : new HashMap<>(before.settled());
    this.recent = before == null ? new HashMap<>() : new HashMap<>(before.recent());
  }

  Optional<ObjectName> parse(String key) {
    return table.naming().parse(key.substring(directory.length()));
  }

  /** Whether a name without order is remembered, so that no mark tells what comes behind it. */
  boolean hasUnordered() {
    return recent.keySet().stream().anyMatch(name -> table.naming().parse(name).isEmpty());
  }

  /** Every stem that is known, in the order of the names. */
  TreeSet<String> stems() {
    TreeSet<String> stems = new TreeSet<>(settled.keySet());
    recent
        .keySet()
        .forEach(name -> table.naming().parse(name).ifPresent(it -> stems.add(it.stem())));
    return stems;
  }

  /**
   * Takes note of an object.
   *
   * @return whether it is new
   */
  boolean add(ListedObject object, Optional<ObjectName> parsed) {
    listed++;
    String name = object.key().substring(directory.length());
    boolean isNew =
        parsed.isPresent() ? addOrdered(name, object, parsed.get()) : addUnordered(name, object);
    arrived |= isNew;
    return isNew;
  }

  /** New means behind the mark that was known before this listing began, and not seen there. */
  private boolean addOrdered(String name, ListedObject object, ObjectName parsed) {
    Mark known = before == null ? null : before.settled().get(parsed.stem());
    if (known != null && parsed.startOffset() <= known.offset()) {
      return false;
    }
    return isNotRecent(name, object);
  }

  private boolean addUnordered(String name, ListedObject object) {
    if (before != null && object.lastModified().isBefore(window.forgottenBefore())) {
      return false;
    }
    return isNotRecent(name, object);
  }

  private boolean isNotRecent(String name, ListedObject object) {
    recent.put(name, object.lastModified());
    return before == null || !before.recent().containsKey(name);
  }

  /**
   * @param whole whether the directory was listed whole, or only behind its marks
   */
  DirectoryMarks build(Instant now, boolean whole) {
    settle();
    long known = before == null || whole ? 0 : before.keys();
    Instant last = arrived || before == null ? now : before.lastArrival();
    return new DirectoryMarks(settled, recent, known + listed, last);
  }

  private void settle() {
    Map<String, List<String>> byStem = new HashMap<>();
    recent.forEach(
        (name, modified) -> {
          Optional<ObjectName> parsed = table.naming().parse(name);
          if (parsed.isPresent()) {
            byStem.computeIfAbsent(parsed.get().stem(), stem -> new ArrayList<>()).add(name);
            if (modified.isBefore(window.settledBefore())) {
              settle(name, parsed.get());
            }
          }
        });
    byStem.values().forEach(this::settleOverflow);
    recent.entrySet().removeIf(name -> isSettled(name.getKey(), name.getValue()));
  }

  /** In a burst only the last names are kept, so that a listing behind the mark is one page. */
  private void settleOverflow(List<String> names) {
    if (names.size() > MOST_RECENT) {
      names.sort(Comparator.comparingLong(this::offset));
      String name = names.get(names.size() - MOST_RECENT - 1);
      table.naming().parse(name).ifPresent(parsed -> settle(name, parsed));
    }
  }

  private long offset(String name) {
    return table.naming().parse(name).map(ObjectName::startOffset).orElse(-1L);
  }

  private void settle(String name, ObjectName parsed) {
    Mark mark = new Mark(parsed.startOffset(), name);
    settled.merge(parsed.stem(), mark, (a, b) -> a.offset() >= b.offset() ? a : b);
  }

  private boolean isSettled(String name, Instant modified) {
    Optional<ObjectName> parsed = table.naming().parse(name);
    if (parsed.isEmpty()) {
      return modified.isBefore(window.forgetBefore());
    }
    Mark mark = settled.get(parsed.get().stem());
    return mark != null && parsed.get().startOffset() <= mark.offset();
  }
}
