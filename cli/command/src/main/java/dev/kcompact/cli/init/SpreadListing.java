package dev.kcompact.cli.init;

import dev.kcompact.cli.store.ObjectStore.Listed;
import dev.kcompact.cli.store.ObjectStore.Page;
import dev.kcompact.contract.naming.ObjectName;
import dev.kcompact.contract.naming.ObjectNaming;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Lists pages that are spread over a folder: its first objects, and then those of other days,
 * partitions and offsets.
 */
final class SpreadListing {
  private static final String AFTER_ALL = new String(Character.toChars(Character.MAX_CODE_POINT));
  private static final int FAR = 1000;

  private final BoundedListing listing;
  private final Map<String, Listed> objects = new TreeMap<>();
  private boolean isComplete = true;

  SpreadListing(BoundedListing listing) {
    this.listing = listing;
  }

  void list(DataFolder folder) {
    Page first = add(listing.page(folder.prefix(), false, ""));
    if (first.isLast()) {
      return;
    }
    isComplete = false;
    if (folder.directories().isEmpty()) {
      spreadOverNames(folder.prefix(), first.next());
    } else {
      spreadOverParts(folder.directories());
    }
  }

  private Page add(Page page) {
    page.objects().forEach(listed -> objects.put(listed.object().key(), listed));
    return page;
  }

  /** Lists the last part, the middle one, those between them and so on. */
  private void spreadOverParts(List<String> parts) {
    for (String part : Spread.order(parts)) {
      if (listing.left() == 0) {
        return;
      }
      descend(part);
    }
  }

  /** Lists a page of a part; where it has parts, of its last and its middle one. */
  private void descend(String directory) {
    Page level = listing.page(directory, true, "");
    level.objects().forEach(listed -> objects.put(listed.object().key(), listed));
    List<String> inner = Spread.order(level.directories());
    for (int i = 0; i < Math.min(2, inner.size()) && listing.left() > 0; i++) {
      descend(inner.get(i));
    }
  }

  /** Skips to the next partition's names, and then to later offsets. */
  private void spreadOverNames(String prefix, String lastKey) {
    int forOffsets = listing.left() / 3;
    String after = lastKey;
    while (!after.isEmpty() && listing.left() > forOffsets) {
      after =
          add(listing.page(prefix, false, Series.of(after).map(Series::end).orElse(after))).next();
    }
    Map<String, List<Series>> stems = new TreeMap<>();
    for (String key : objects.keySet()) {
      Series.of(key)
          .ifPresent(
              each -> stems.computeIfAbsent(each.stem(), none -> new ArrayList<>()).add(each));
    }
    for (List<Series> series : Spread.order(List.copyOf(stems.values()))) {
      probe(series);
    }
  }

  /** Lists a page far behind the first ones. */
  private void probe(List<Series> known) {
    Series last = known.get(known.size() - 1);
    long span = Math.max(1, last.offset() - known.get(0).offset());
    for (int factor = FAR; factor > 1 && known.size() > 1 && listing.left() > 0; factor /= 10) {
      Page page = listing.page(last.stem(), false, last.at(last.offset() + span * factor));
      if (!add(page).objects().isEmpty()) {
        return;
      }
    }
  }

  /**
   * The name of an object in a series.
   *
   * @param stem the key up to the offset
   * @param digits of the offset
   */
  private record Series(String stem, long offset, int digits) {
    static Optional<Series> of(String key) {
      int slash = key.lastIndexOf('/') + 1;
      String name = key.substring(slash);
      for (ObjectNaming naming :
          List.of(ObjectNaming.MSK, ObjectNaming.CONFLUENT, ObjectNaming.AIVEN)) {
        Optional<ObjectName> parsed = naming.parse(name);
        if (parsed.isPresent() && parsed.get().stem() != null) {
          String stem = parsed.get().stem();
          String rest = name.substring(stem.length());
          int digits = (int) rest.chars().takeWhile(Character::isDigit).count();
          return Optional.of(
              new Series(key.substring(0, slash) + stem, parsed.get().startOffset(), digits));
        }
      }
      return Optional.empty();
    }

    /** Sorts after all of the series. */
    String end() {
      return stem + AFTER_ALL;
    }

    String at(long other) {
      return stem + ("%0" + digits + "d").formatted(other);
    }
  }

  /** The listed objects, sorted by key. */
  List<Listed> objects() {
    return new ArrayList<>(objects.values());
  }

  /** Whether these are all. */
  boolean isComplete() {
    return isComplete;
  }
}
