package dev.kcompact.job.discovery;

import dev.kcompact.contract.lineage.SourceObject;
import dev.kcompact.contract.naming.ObjectName;
import dev.kcompact.contract.table.BaseTable;
import dev.kcompact.job.discovery.DirectoryMarks.Mark;
import dev.kcompact.job.discovery.MarkBuilder.Window;
import dev.kcompact.job.plan.TableDay;
import dev.kcompact.job.store.ListedObject;
import dev.kcompact.job.store.Listing;
import dev.kcompact.job.store.ObjectStore;
import java.io.IOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One look of {@link Discovery}; used once, in one thread. */
final class Look {
  private static final int PAGE = 1000;

  /** Sorts behind every key that starts with what it is appended to. */
  private static final char AFTER_ALL = '\uffff';

  private final ObjectStore store;
  private final DiscoveryOptions options;
  private final SweepCalendar calendar;
  private final Seen seen;
  private final Instant now;
  private final boolean sweep;
  private final Map<String, DirectoryMarks> marks;
  private final Set<String> caughtUp;
  private final Window window;
  private final Findings findings;
  private long listings;

  Look(
      ObjectStore store,
      DiscoveryOptions options,
      SweepCalendar calendar,
      Seen seen,
      Instant now,
      Coverage coverage,
      boolean sweep) {
    this.store = store;
    this.options = options;
    this.calendar = calendar;
    this.seen = seen;
    this.now = now;
    this.sweep = sweep;
    this.marks = new HashMap<>(seen.directories());
    this.caughtUp = new HashSet<>(seen.caughtUp());
    this.window = Window.of(now, seen.lastPoll(), options.disorder());
    this.findings = new Findings(coverage, sweep);
  }

  Found found() {
    // The first look has listed everything, so the first sweep can wait as long as any.
    boolean first = seen.caughtUp().isEmpty();
    Instant swept = sweep || first ? now : seen.lastSweep();
    return findings.with(new Seen(marks, caughtUp, swept, now), listings);
  }

  /**
   * @param watched whether new objects are looked for between sweeps too
   */
  void at(BaseTable table, boolean watched) throws IOException {
    Territory territory = new Territory(table, calendar, now);
    if (caughtUp.add(table.name())) {
      readTree(table, table.prefix());
      forgetOld(territory);
    } else if (sweep) {
      forgetOld(territory);
      for (String tree : territory.sweep(marks)) {
        readTree(table, tree);
      }
    } else if (watched) {
      watch(table, territory);
    }
  }

  private void watch(BaseTable table, Territory territory) throws IOException {
    Set<String> parents = new HashSet<>();
    for (Map.Entry<String, DirectoryMarks> entry : seen.directories().entrySet()) {
      if (territory.owns(entry.getKey()) && isActive(entry.getValue())) {
        parents.add(parent(entry.getKey()));
        readDirectory(table, entry.getKey(), entry.getValue());
      }
    }
    for (String parent : parents) {
      if (territory.isWithin(parent)) {
        readNewDirectories(table, parent);
      }
    }
    for (String tree : territory.newDays(marks.keySet())) {
      readTree(table, tree);
    }
  }

  private boolean isActive(DirectoryMarks known) {
    return !now.isAfter(known.lastArrival().plus(options.quietAfter()))
        && Backoff.isDue(known.lastArrival(), seen.lastPoll(), now);
  }

  /** Everything below a directory; a request a page. */
  private void readTree(BaseTable table, String tree) throws IOException {
    Map<String, MarkBuilder> builders = new TreeMap<>();
    readPages(
        tree,
        null,
        object -> {
          String directory = directory(object.key());
          MarkBuilder builder =
              builders.computeIfAbsent(
                  directory, key -> builder(table, key, seen.directories().get(key)));
          take(table, object, builder, builder.parse(object.key()));
          return true;
        });
    builders.forEach((directory, builder) -> marks.put(directory, builder.build(now, true)));
  }

  private void readDirectory(BaseTable table, String directory, DirectoryMarks known)
      throws IOException {
    MarkBuilder builder = builder(table, directory, known);
    Set<String> stems = builder.stems();
    boolean whole =
        stems.isEmpty() || known.keys() / PAGE <= stems.size() || builder.hasUnordered();
    if (whole) {
      readFrom(table, directory, null, Set.of(), builder);
    } else {
      if (stems.size() > 1) {
        readFrom(table, directory, null, stems, builder);
      }
      for (String stem : stems) {
        Set<String> others = new HashSet<>(stems);
        others.remove(stem);
        Mark mark = known.settled().get(stem);
        String after = mark == null || isNearMoreDigits(stem, mark) ? stem : mark.name();
        readFrom(table, directory, after, others, builder);
      }
    }
    marks.put(directory, builder.build(now, whole));
  }

  /**
   * What lies directly in a directory, from a name on until a stem that is read on its own; a new
   * stem in between is found on the way.
   */
  private void readFrom(
      BaseTable table,
      String directory,
      @Nullable String after,
      Set<String> until,
      MarkBuilder builder)
      throws IOException {
    readPages(
        directory,
        after == null ? null : directory + after,
        object -> {
          if (!directory(object.key()).equals(directory)) {
            return true;
          }
          Optional<ObjectName> parsed = builder.parse(object.key());
          if (parsed.isPresent() && until.contains(parsed.get().stem())) {
            return false;
          }
          take(table, object, builder, parsed);
          return true;
        });
  }

  /** Directories beside the active ones, such as the next hour's; one request a parent. */
  private void readNewDirectories(BaseTable table, String parent) throws IOException {
    String after = null;
    boolean more = true;
    while (more) {
      listings++;
      Listing page = store.listDirectory(parent, after);
      for (String directory : page.directories()) {
        if (!marks.containsKey(directory)) {
          readTree(table, directory);
        }
      }
      String last = last(page, after);
      more = page.more() && !Objects.equals(last, after);
      after = last;
    }
  }

  /** Behind all of a page: objects may lie beside the directories, pages full of them. */
  private static @Nullable String last(Listing page, @Nullable String before) {
    String directory =
        page.directories().isEmpty()
            ? ""
            : page.directories().get(page.directories().size() - 1) + AFTER_ALL;
    String object =
        page.objects().isEmpty() ? "" : page.objects().get(page.objects().size() - 1).key();
    String last = directory.compareTo(object) > 0 ? directory : object;
    return last.isEmpty() ? before : last;
  }

  /** Takes an object; false ends the reading. */
  @FunctionalInterface
  private interface Taker {
    boolean take(ListedObject object) throws IOException;
  }

  private void readPages(String prefix, @Nullable String startAfter, Taker taker)
      throws IOException {
    String after = startAfter;
    boolean more = true;
    while (more) {
      listings++;
      Listing page = store.list(prefix, after);
      for (ListedObject object : page.objects()) {
        after = object.key();
        if (!taker.take(object)) {
          return;
        }
      }
      more = page.more() && !page.objects().isEmpty();
    }
  }

  private void take(
      BaseTable table, ListedObject object, MarkBuilder builder, Optional<ObjectName> parsed)
      throws IOException {
    boolean isNew = builder.add(object, parsed);
    if (isNew || sweep) {
      TableDay day =
          new TableDay(table.name(), table.compactedDay(object.key(), object.lastModified()));
      findings.add(
          new FoundObject(day, new SourceObject(object.key(), object.etag(), object.size())),
          isNew);
    }
  }

  private MarkBuilder builder(BaseTable table, String directory, @Nullable DirectoryMarks before) {
    return new MarkBuilder(table, directory, before, window);
  }

  /** Drops marks that no sweep will ask for again, so that state does not grow with history. */
  private void forgetOld(Territory territory) {
    Instant active = now.minus(options.quietAfter());
    marks
        .entrySet()
        .removeIf(
            entry ->
                territory.isBehindHorizon(entry.getKey())
                    && entry.getValue().lastArrival().isBefore(active));
  }

  /**
   * Whether the next numbers may have a digit more, and so sort before this one: 10000 comes before
   * 9990. Then the stem is read whole.
   */
  private static boolean isNearMoreDigits(String stem, Mark mark) {
    int digits = 0;
    int at = stem.length();
    while (at + digits < mark.name().length()
        && Character.isDigit(mark.name().charAt(at + digits))) {
      digits++;
    }
    return mark.offset() >= 0.9 * Math.pow(10, digits);
  }

  private static String directory(String key) {
    return key.substring(0, key.lastIndexOf('/') + 1);
  }

  private static String parent(String directory) {
    return directory(directory.substring(0, directory.length() - 1));
  }
}
