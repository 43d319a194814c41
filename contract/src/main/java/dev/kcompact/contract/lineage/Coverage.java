package dev.kcompact.contract.lineage;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * How raw objects and committed files meet. All lists are sorted.
 *
 * @param covered how many raw objects are in exactly one file, unchanged
 * @param missing raw objects in no file
 * @param doubled keys in more than one file, with those files
 * @param changed raw objects whose content is another than when they were compacted
 * @param gone keys in files that are no raw objects any more, which expiry of raw objects explains
 * @param unproven files whose digest contradicts their objects though no single one looks changed
 */
public record Coverage(
    long covered,
    List<SourceObject> missing,
    List<Doubled> doubled,
    List<SourceObject> changed,
    List<String> gone,
    List<String> unproven) {

  /** A key that more than one file holds. */
  public record Doubled(String key, List<String> files) {
    public Doubled {
      requireNonNull(key, "key is null");
      files = List.copyOf(files);
    }
  }

  public Coverage {
    missing = List.copyOf(missing);
    doubled = List.copyOf(doubled);
    changed = List.copyOf(changed);
    gone = List.copyOf(gone);
    unproven = List.copyOf(unproven);
  }

  /** Whether every raw object is in exactly one file, as it is now. */
  public boolean isWhole() {
    return missing.isEmpty() && doubled.isEmpty() && changed.isEmpty() && unproven.isEmpty();
  }

  /**
   * Compares a listing with the lineage of the files.
   *
   * @param raw the objects there are; no key twice
   * @param files the committed files
   */
  public static Coverage of(Collection<SourceObject> raw, Collection<FileLineage> files) {
    return new Tally(raw).of(files);
  }

  private static final class Tally {
    private final Map<String, SourceObject> raw;
    private final Map<String, List<String>> holders = new HashMap<>();
    private final Set<String> changed = new HashSet<>();
    private final List<String> unproven = new ArrayList<>();

    Tally(Collection<SourceObject> objects) {
      raw = new HashMap<>(objects.size() * 2);
      for (SourceObject object : objects) {
        if (raw.put(object.key(), object) != null) {
          throw new IllegalArgumentException("raw has a key twice: " + object.key());
        }
      }
    }

    Coverage of(Collection<FileLineage> files) {
      files.forEach(this::add);
      List<SourceObject> missing =
          raw.values().stream().filter(object -> !holders.containsKey(object.key())).toList();
      List<Doubled> doubled =
          holders.entrySet().stream()
              .filter(holder -> holder.getValue().size() > 1)
              .map(holder -> new Doubled(holder.getKey(), sorted(holder.getValue())))
              .sorted(Comparator.comparing(Doubled::key))
              .toList();
      long covered =
          raw.keySet().stream()
              .filter(key -> holders.getOrDefault(key, List.of()).size() == 1)
              .filter(key -> !changed.contains(key))
              .count();
      return new Coverage(
          covered,
          sortedObjects(missing),
          doubled,
          sortedObjects(changed.stream().map(key -> Objects.requireNonNull(raw.get(key))).toList()),
          sorted(holders.keySet().stream().filter(key -> !raw.containsKey(key)).toList()),
          sorted(unproven));
    }

    private void add(FileLineage file) {
      List<SourceObject> now = new ArrayList<>();
      boolean same = true;
      for (Lineage.Entry entry : file.lineage().entries()) {
        holders.computeIfAbsent(entry.key(), key -> new ArrayList<>(1)).add(file.path());
        SourceObject object = raw.get(entry.key());
        if (object == null) {
          same = false;
        } else if (object.fingerprint() != entry.fingerprint()) {
          same = false;
          changed.add(entry.key());
        } else {
          now.add(object);
        }
      }
      if (same && !Lineage.digestOf(now).equals(file.lineage().digest())) {
        unproven.add(file.path());
      }
    }

    private static List<String> sorted(Collection<String> names) {
      return names.stream().sorted().toList();
    }

    private static List<SourceObject> sortedObjects(Collection<SourceObject> objects) {
      return objects.stream().sorted(Comparator.comparing(SourceObject::key)).toList();
    }
  }
}
