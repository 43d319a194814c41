package dev.kcompact.contract.source;

import static dev.kcompact.contract.Arguments.requirePositive;
import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Keys below the source that no table owns. Directories of tables are not listed; the others cost
 * one listing request per 1,000 keys.
 *
 * @param folders the topmost directories with such keys, sorted
 */
public record UnownedKeys(List<Folder> folders) {
  private static final int SHOWN = 5;

  /**
   * @param name ends with a slash; empty for the source's root
   * @param count number of unowned keys
   * @param isExact false if counting stopped at the limit
   */
  public record Folder(String name, long count, boolean isExact, String first) {
    public Folder {
      requireNonNull(name, "name is null");
      requireNonNull(first, "first is null");
      requirePositive(count, "count");
    }

    @Override
    public String toString() {
      return "%s (%s%,d, first %s)"
          .formatted(name.isEmpty() ? "the root" : name, isExact ? "" : "at least ", count, first);
    }
  }

  public UnownedKeys {
    folders = List.copyOf(folders);
  }

  /**
   * Finds the keys that no table owns outside of the tables' prefixes.
   *
   * @param prefixes directories of tables, each with a slash at its end; they are not listed
   * @param ignored directories to leave out, for example a lake below the source
   * @param most limit of the keys that are counted in one directory
   * @param isKnown whether a key belongs to a table nevertheless
   */
  public static UnownedKeys find(
      SourceListing source,
      Collection<String> prefixes,
      Collection<String> ignored,
      long most,
      Predicate<String> isKnown) {
    return new Search(source, prefixes, ignored, most, isKnown, false).run();
  }

  /**
   * Finds the keys that no table owns, also below the tables' prefixes: other topics' objects, and
   * names of another form. Lists every key.
   *
   * @param isKnown whether a key belongs to a table; called once for each key
   */
  public static UnownedKeys findEverywhere(
      SourceListing source,
      Collection<String> prefixes,
      Collection<String> ignored,
      Predicate<String> isKnown) {
    return new Search(source, prefixes, ignored, Long.MAX_VALUE, isKnown, true).run();
  }

  private static final class Search {
    private final SourceListing source;
    private final Collection<String> prefixes;
    private final Collection<String> ignored;
    private final long most;

    private final Predicate<String> isKnown;
    private final boolean isEverywhere;
    private final List<Folder> found = new ArrayList<>();

    Search(
        SourceListing source,
        Collection<String> prefixes,
        Collection<String> ignored,
        long most,
        Predicate<String> isKnown,
        boolean isEverywhere) {
      this.source = source;
      this.prefixes = prefixes;
      this.ignored = ignored;
      this.most = most;
      this.isKnown = isKnown;
      this.isEverywhere = isEverywhere;
    }

    UnownedKeys run() {
      collect("");
      return new UnownedKeys(found);
    }

    private void collect(String directory) {
      boolean isOwned = prefixes.stream().anyMatch(directory::startsWith);
      if (ignored.stream().anyMatch(directory::startsWith) || (isOwned && !isEverywhere)) {
        return;
      }
      boolean isAbove =
          Stream.concat(prefixes.stream(), ignored.stream())
              .anyMatch(known -> known.startsWith(directory));
      if (isOwned || !isAbove) {
        try (Stream<String> keys = source.keys(directory)) {
          count(directory, keys.iterator());
        }
        return;
      }
      SourceListing.Level level = source.level(directory);
      count(directory, level.keys().iterator());
      level.directories().forEach(this::collect);
    }

    private void count(String directory, Iterator<String> keys) {
      long count = 0;
      String first = "";
      while (keys.hasNext() && count < most) {
        String key = keys.next();
        if (ignored.stream().noneMatch(key::startsWith) && !isKnown.test(key)) {
          first = count++ == 0 ? key : first;
        }
      }
      if (count > 0) {
        found.add(new Folder(directory, count, count < most, first));
      }
    }
  }

  public boolean isEmpty() {
    return folders.isEmpty();
  }

  /** Returns the number of keys; a lower bound unless every folder is exact. */
  public long count() {
    return folders.stream().mapToLong(Folder::count).sum();
  }

  /** Returns one line: the number of keys and the first folders. */
  @Override
  public String toString() {
    boolean isExact = folders.stream().allMatch(Folder::isExact);
    return "%s%,d keys that no table owns%s%s"
        .formatted(
            isExact ? "" : "at least ",
            count(),
            folders.stream()
                .limit(SHOWN)
                .map(Folder::toString)
                .collect(Collectors.joining(", ", folders.isEmpty() ? "" : ": ", "")),
            folders.size() > SHOWN
                ? ", and %,d more folders".formatted(folders.size() - SHOWN)
                : "");
  }
}
