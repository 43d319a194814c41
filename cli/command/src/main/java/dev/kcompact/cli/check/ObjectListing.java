package dev.kcompact.cli.check;

import dev.kcompact.cli.store.ObjectStore.Listed;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Objects that were listed for a table.
 *
 * @param objects of the table, sorted by key
 * @param isComplete false if there are more, which were not listed
 */
record ObjectListing(List<Listed> objects, boolean isComplete) {
  ObjectListing {
    objects =
        objects.stream().sorted(Comparator.comparing(listed -> listed.object().key())).toList();
  }

  /** Returns at most so many objects, spread evenly over the keys. */
  List<Listed> spread(int most) {
    if (objects.size() <= most) {
      return objects;
    }
    List<Listed> chosen = new ArrayList<>(most);
    for (int i = 0; i < most; i++) {
      chosen.add(objects.get((int) ((long) i * objects.size() / most)));
    }
    return chosen;
  }
}
