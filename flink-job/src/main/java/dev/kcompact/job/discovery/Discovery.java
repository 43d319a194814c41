package dev.kcompact.job.discovery;

import dev.kcompact.contract.lineage.SourceObject;
import dev.kcompact.contract.table.BaseTable;
import dev.kcompact.contract.table.DayRule;
import dev.kcompact.job.discovery.DirectoryMarks.Mark;
import dev.kcompact.job.plan.TableDay;
import dev.kcompact.job.store.ListedObject;
import dev.kcompact.job.store.Listing;
import dev.kcompact.job.store.ObjectStore;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds raw objects that no mark covers, with few listings.
 *
 * <p>A table's prefix is listed whole once. After that, a poll looks only into directories with
 * recent arrivals, the more rarely the longer nothing came (see {@link Backoff}), and lists such a
 * directory either whole (one page holds 1,000 keys) or, where that takes more requests, behind the
 * highest name of each stem. Sweeps look for new directories and into quiet ones. Holds no state of
 * its own: a poll is a function of what was seen before, so that it can run in any thread and its
 * result be taken over, or dropped, in another.
 */
public final class Discovery {
  private static final int PAGE = 1000;

  /** Beyond it the padded names of Confluent's sink no longer sort by their offsets. */
  private static final long PADDED = 9_999_000_000L;

  /** Sorts behind every key below a directory that it is appended to. */
  private static final char AFTER_ALL_BELOW = '\uffff';

  private final ObjectStore store;
  private final List<BaseTable> tables;
  private final DiscoveryOptions options;

  public Discovery(ObjectStore store, List<BaseTable> tables, DiscoveryOptions options) {
    this.store = store;
    this.tables = List.copyOf(tables);
    this.options = options;
  }

  /**
   * Looks once. Called in a worker thread, for it blocks on listings.
   *
   * @param seen what earlier polls saw
   * @throws IOException if a listing fails; nothing is lost, the next poll finds it all
   */
  public Found poll(Seen seen, Instant now) throws IOException {
    Poll poll = new Poll(seen, now);
    for (BaseTable table : tables) {
      poll.look(table);
    }
    return poll.found();
  }

  private final class Poll {
    private final Seen seen;
    private final Instant now;
    private final boolean sweep;
    private final Map<String, DirectoryMarks> marks;
    private final Set<String> caughtUp;
    private final List<FoundObject> objects = new ArrayList<>();

    Poll(Seen seen, Instant now) {
      this.seen = seen;
      this.now = now;
      this.sweep = !now.isBefore(seen.lastSweep().plus(options.sweepInterval()));
      this.marks = new HashMap<>(seen.directories());
      this.caughtUp = new HashSet<>(seen.caughtUp());
    }

    Found found() {
      return new Found(objects, new Seen(marks, caughtUp, sweep ? now : seen.lastSweep(), now));
    }

    void look(BaseTable table) throws IOException {
      if (caughtUp.add(table.name())) {
        readTree(table, table.prefix());
        forgetOld(table);
        return;
      }
      if (sweep) {
        forgetOld(table);
        for (String tree : trees(table)) {
          readTree(table, tree);
        }
        return;
      }
      Set<String> watched = new HashSet<>();
      for (Map.Entry<String, DirectoryMarks> entry : seen.directories().entrySet()) {
        if (table.owns(entry.getKey() + "x") && isActive(entry.getValue())) {
          watched.add(parent(entry.getKey()));
          readDirectory(table, entry.getKey(), entry.getValue());
        }
      }
      for (String parent : watched) {
        readNewDirectories(table, parent);
      }
      for (String tree : newDays(table)) {
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
      String after = null;
      boolean more = true;
      while (more) {
        Listing page = store.list(tree, after);
        for (ListedObject object : page.objects()) {
          after = object.key();
          String directory = directory(object.key());
          MarkBuilder builder =
              builders.computeIfAbsent(
                  directory, key -> new MarkBuilder(seen.directories().get(key)));
          take(table, directory, object, builder);
        }
        more = page.more() && !page.objects().isEmpty();
      }
      builders.forEach((directory, builder) -> marks.put(directory, builder.build(now, true)));
    }

    private void readDirectory(BaseTable table, String directory, DirectoryMarks known)
        throws IOException {
      MarkBuilder builder = new MarkBuilder(known);
      boolean whole = !known.unordered().isEmpty() || known.keys() / PAGE <= known.highest().size();
      if (whole) {
        readPages(table, directory, directory, null, builder);
      } else {
        for (Map.Entry<String, Mark> stem : known.highest().entrySet()) {
          Mark mark = stem.getValue();
          String after = mark.offset() < PADDED ? directory + mark.name() : null;
          readPages(table, directory, directory + stem.getKey(), after, builder);
        }
      }
      marks.put(directory, builder.build(now, whole));
    }

    private void readPages(
        BaseTable table,
        String directory,
        String prefix,
        @Nullable String startAfter,
        MarkBuilder builder)
        throws IOException {
      String after = startAfter;
      boolean more = true;
      while (more) {
        Listing page = store.list(prefix, after);
        for (ListedObject object : page.objects()) {
          after = object.key();
          if (directory(object.key()).equals(directory)) {
            take(table, directory, object, builder);
          }
        }
        more = page.more() && !page.objects().isEmpty();
      }
    }

    /** Directories beside the active ones, such as the next hour's; one request a parent. */
    private void readNewDirectories(BaseTable table, String parent) throws IOException {
      boolean within = trees(table).stream().anyMatch(parent::startsWith);
      String after = null;
      boolean more = within;
      while (more) {
        Listing page = store.listDirectory(parent, after);
        for (String directory : page.directories()) {
          after = directory + AFTER_ALL_BELOW;
          if (!marks.containsKey(directory)) {
            readTree(table, directory);
          }
        }
        more = page.more() && !page.directories().isEmpty();
      }
    }

    private void take(BaseTable table, String directory, ListedObject object, MarkBuilder builder) {
      String name = object.key().substring(directory.length());
      if (builder.add(name, table.naming().parse(name))) {
        LocalDate day = table.compactedDay(object.key(), object.lastModified());
        objects.add(
            new FoundObject(
                new TableDay(table.name(), day),
                new SourceObject(object.key(), object.etag(), object.size())));
      }
    }

    /** Where a sweep looks: the days within the horizon where the path tells, else everything. */
    private List<String> trees(BaseTable table) {
      if (!(rule(table) instanceof DayRule.FromPath path)) {
        return List.of(table.prefix());
      }
      LocalDate today = LocalDate.ofInstant(now, path.zone());
      List<String> trees = new ArrayList<>();
      for (LocalDate day = today.minusDays(options.horizon());
          !day.isAfter(today.plusDays(1));
          day = day.plusDays(1)) {
        trees.add(table.prefix() + path.directoryOf(day));
      }
      return trees;
    }

    /** Yesterday's and today's directories, while nothing has been seen of them. */
    private List<String> newDays(BaseTable table) {
      if (!(rule(table) instanceof DayRule.FromPath path)) {
        return List.of();
      }
      LocalDate today = LocalDate.ofInstant(now, path.zone());
      return Stream.of(today.minusDays(1), today)
          .map(day -> table.prefix() + path.directoryOf(day))
          .filter(tree -> marks.keySet().stream().noneMatch(known -> known.startsWith(tree)))
          .toList();
    }

    /** Drops marks that no sweep will ask for again, so that state does not grow with history. */
    private void forgetOld(BaseTable table) {
      if (rule(table) instanceof DayRule.FromPath) {
        List<String> kept = trees(table);
        Duration active = options.quietAfter();
        marks
            .entrySet()
            .removeIf(
                entry ->
                    table.owns(entry.getKey() + "x")
                        && kept.stream().noneMatch(entry.getKey()::startsWith)
                        && now.isAfter(entry.getValue().lastArrival().plus(active)));
      }
    }
  }

  private static DayRule rule(BaseTable table) {
    return table.day() instanceof DayRule.FromField field ? field.object() : table.day();
  }

  private static String directory(String key) {
    return key.substring(0, key.lastIndexOf('/') + 1);
  }

  private static String parent(String directory) {
    return directory(directory.substring(0, directory.length() - 1));
  }
}
