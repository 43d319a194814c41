package dev.kcompact.job.discovery;

import dev.kcompact.contract.naming.ObjectName;
import dev.kcompact.contract.table.BaseTable;
import dev.kcompact.job.discovery.DirectoryMarks.Mark;
import dev.kcompact.job.store.ListedObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
  private final Set<String> unordered;
  private final Instant settledBefore;
  private long listed;
  private boolean arrived;

  /**
   * @param settledBefore whatever was modified before it has been overtaken by nothing
   */
  MarkBuilder(
      BaseTable table, String directory, @Nullable DirectoryMarks before, Instant settledBefore) {
    this.table = table;
    this.directory = directory;
    this.before = before;
    this.settledBefore = settledBefore;
    this.settled = before == null ? new HashMap<>() : new HashMap<>(before.settled());
    this.recent = before == null ? new HashMap<>() : new HashMap<>(before.recent());
    this.unordered = before == null ? new HashSet<>() : new HashSet<>(before.unordered());
  }

  Optional<ObjectName> parse(String key) {
    return table.naming().parse(key.substring(directory.length()));
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
        parsed.isPresent() ? addOrdered(name, object, parsed.get()) : unordered.add(name);
    arrived |= isNew;
    return isNew;
  }

  /** New means behind the mark that was known before this listing began, and not seen there. */
  private boolean addOrdered(String name, ListedObject object, ObjectName parsed) {
    Mark known = before == null ? null : before.settled().get(parsed.stem());
    if (known != null && parsed.startOffset() <= known.offset()) {
      return false;
    }
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
    return new DirectoryMarks(settled, recent, unordered, known + listed, last);
  }

  private void settle() {
    Map<String, List<String>> byStem = new HashMap<>();
    recent.forEach(
        (name, modified) -> {
          Optional<ObjectName> parsed = table.naming().parse(name);
          if (parsed.isPresent()) {
            byStem.computeIfAbsent(parsed.get().stem(), stem -> new ArrayList<>()).add(name);
            if (modified.isBefore(settledBefore)) {
              settle(name, parsed.get());
            }
          }
        });
    byStem.values().forEach(this::settleOverflow);
    recent.keySet().removeIf(this::isSettled);
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

  private boolean isSettled(String name) {
    Optional<ObjectName> parsed = table.naming().parse(name);
    if (parsed.isEmpty()) {
      // The naming was changed since; the name counts as one without order.
      unordered.add(name);
      return true;
    }
    Mark mark = settled.get(parsed.get().stem());
    return mark != null && parsed.get().startOffset() <= mark.offset();
  }
}
