package dev.kcompact.cli.check;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Counts occurrences, and keeps the first ones. Not thread-safe. */
final class Places {
  /** How many places are kept. */
  static final int SHOWN = 5;

  private final List<Place> first = new ArrayList<>();
  private long count;

  /**
   * An occurrence.
   *
   * @param name {@code object#line}, or the object's key
   * @param record text of the record; null unless the user wants to see records
   */
  record Place(String name, @Nullable String record) {
    Place {
      requireNonNull(name, "name is null");
    }
  }

  void add(String place) {
    add(new Place(place, null));
  }

  void add(Place place) {
    add(1, place);
  }

  /** Adds occurrences of which one is known. */
  void add(long more, Place place) {
    count += more;
    if (first.size() < SHOWN) {
      first.add(place);
    }
  }

  /** Whether a further place would be kept. */
  boolean isOpen() {
    return first.size() < SHOWN;
  }

  void addCount(long more) {
    count += more;
  }

  long count() {
    return count;
  }

  List<Place> first() {
    return List.copyOf(first);
  }
}
