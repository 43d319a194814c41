package dev.kcompact.contract.source;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The days of a table that have raw objects, but no committed file: those that a new definition
 * still has to compact. Not thread-safe.
 */
public final class UncompactedDays {
  private static final int SHOWN = 10;

  private final SortedSet<LocalDate> withObjects = new TreeSet<>();
  private final SortedSet<LocalDate> withFiles = new TreeSet<>();

  /** Notes a raw object of the table by the day that it is compacted into. */
  public void addObject(LocalDate day) {
    withObjects.add(day);
  }

  /** Notes a committed file of the table. */
  public void addFile(LocalDate day) {
    withFiles.add(day);
  }

  /** Returns the days, the oldest first. */
  public List<LocalDate> days() {
    return withObjects.stream().filter(day -> !withFiles.contains(day)).toList();
  }

  /** Returns the days on one line, consecutive ones as one range. */
  @Override
  public String toString() {
    List<String> ranges = new ArrayList<>();
    LocalDate first = LocalDate.MIN;
    LocalDate last = LocalDate.MIN;
    for (LocalDate day : days()) {
      if (last.equals(LocalDate.MIN) || !day.equals(last.plusDays(1))) {
        first = day;
        ranges.add("");
      }
      last = day;
      ranges.set(ranges.size() - 1, range(first, last));
    }
    String shown = String.join(", ", ranges.subList(0, Math.min(SHOWN, ranges.size())));
    return ranges.size() > SHOWN ? shown + " and later ones" : shown;
  }

  private static String range(LocalDate first, LocalDate last) {
    return first.equals(last) ? first.toString() : first + " to " + last;
  }
}
