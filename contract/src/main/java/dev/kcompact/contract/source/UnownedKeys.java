package dev.kcompact.contract.source;

import static dev.kcompact.contract.Arguments.requirePositive;
import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
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
   * @param prefixes directories of tables, each with a final slash
   * @param ignored directories to skip, such as a lake below the source
   * @param most maximum number of keys counted in one directory
   */
  public static UnownedKeys find(
      SourceListing source, Collection<String> prefixes, Collection<String> ignored, long most) {
    List<String> known =
        Stream.concat(prefixes.stream(), ignored.stream()).sorted().distinct().toList();
    List<Folder> folders = new ArrayList<>();
    collect(source, "", known, most, folders);
    return new UnownedKeys(folders);
  }

  private static void collect(
      SourceListing source, String directory, List<String> known, long most, List<Folder> found) {
    if (known.stream().anyMatch(directory::startsWith)) {
      return;
    }
    if (known.stream().noneMatch(prefix -> prefix.startsWith(directory))) {
      try (Stream<String> keys = source.keys(directory)) {
        count(directory, keys.iterator(), most, found);
      }
      return;
    }
    SourceListing.Level level = source.level(directory);
    count(directory, level.keys().iterator(), most, found);
    for (String below : level.directories()) {
      collect(source, below, known, most, found);
    }
  }

  private static void count(
      String directory, Iterator<String> keys, long most, List<Folder> found) {
    long count = 0;
    String first = "";
    while (keys.hasNext() && count < most) {
      String key = keys.next();
      // Consoles create such keys as folders; no table owns them, and they have no records.
      if (!key.endsWith("/")) {
        first = count++ == 0 ? key : first;
      }
    }
    if (count > 0) {
      found.add(new Folder(directory, count, count < most, first));
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
