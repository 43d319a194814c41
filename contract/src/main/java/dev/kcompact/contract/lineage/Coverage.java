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
 * The result of comparing raw objects with the lineage of committed files. All lists are sorted.
 *
 * @param covered number of raw objects that are in exactly one file, unchanged
 * @param missing raw objects in no file
 * @param duplicated keys in more than one file, with those files
 * @param changed raw objects whose content changed after compaction
 * @param deleted keys in files whose raw objects no longer exist, for example after expiry
 * @param unproven files whose digest contradicts their objects though no object appears changed
 */
public record Coverage(
    long covered,
    List<SourceObject> missing,
    List<Duplicated> duplicated,
    List<SourceObject> changed,
    List<String> deleted,
    List<String> unproven) {

  public record Duplicated(String key, List<String> files) {
    public Duplicated {
      requireNonNull(key, "key is null");
      files = List.copyOf(files);
    }
  }

  public Coverage {
    missing = List.copyOf(missing);
    duplicated = List.copyOf(duplicated);
    changed = List.copyOf(changed);
    deleted = List.copyOf(deleted);
    unproven = List.copyOf(unproven);
  }

  /** Whether every raw object is in exactly one file, with its current content. */
  public boolean isComplete() {
    return missing.isEmpty() && duplicated.isEmpty() && changed.isEmpty() && unproven.isEmpty();
  }

  /**
   * @param raw the existing objects, without duplicate keys
   * @param files the committed files
   */
  public static Coverage of(Collection<SourceObject> raw, Collection<FileLineage> files) {
    return new Comparison(raw).of(files);
  }

  private static final class Comparison {
    private final Map<String, SourceObject> raw;
    private final Map<String, List<String>> holders = new HashMap<>();
    private final Set<String> changed = new HashSet<>();
    private final List<String> unproven = new ArrayList<>();

    Comparison(Collection<SourceObject> objects) {
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
      List<Duplicated> duplicated =
          holders.entrySet().stream()
              .filter(holder -> holder.getValue().size() > 1)
              .map(holder -> new Duplicated(holder.getKey(), sorted(holder.getValue())))
              .sorted(Comparator.comparing(Duplicated::key))
              .toList();
      long covered =
          raw.keySet().stream()
              .filter(key -> holders.getOrDefault(key, List.of()).size() == 1)
              .filter(key -> !changed.contains(key))
              .count();
      return new Coverage(
          covered,
          sortedObjects(missing),
          duplicated,
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
