package dev.kcompact.job.discovery;

import dev.kcompact.contract.naming.ObjectName;
import dev.kcompact.job.discovery.DirectoryMarks.Mark;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The marks of a directory while a listing of it is read. */
final class MarkBuilder {
  private final @Nullable DirectoryMarks before;
  private final Map<String, Mark> highest;
  private final Set<String> unordered;
  private long listed;
  private boolean arrived;

  MarkBuilder(@Nullable DirectoryMarks before) {
    this.before = before;
    this.highest = before == null ? new HashMap<>() : new HashMap<>(before.highest());
    this.unordered = before == null ? new HashSet<>() : new HashSet<>(before.unordered());
  }

  /**
   * Takes note of an object.
   *
   * @return whether it is new
   */
  boolean add(String name, Optional<ObjectName> parsed) {
    listed++;
    boolean isNew = parsed.isPresent() ? addOrdered(name, parsed.get()) : unordered.add(name);
    arrived |= isNew;
    return isNew;
  }

  /** New means behind the highest that was known before this listing began, not behind the last. */
  private boolean addOrdered(String name, ObjectName parsed) {
    Mark known = before == null ? null : before.highest().get(parsed.stem());
    Mark mark = new Mark(parsed.startOffset(), name);
    highest.merge(parsed.stem(), mark, (a, b) -> a.offset() >= b.offset() ? a : b);
    return known == null || parsed.startOffset() > known.offset();
  }

  /**
   * @param whole whether the directory was listed whole, or only behind its marks
   */
  DirectoryMarks build(Instant now, boolean whole) {
    long known = before == null || whole ? 0 : before.keys();
    Instant last = arrived || before == null ? now : before.lastArrival();
    return new DirectoryMarks(highest, unordered, known + listed, last);
  }
}
