package dev.kcompact.cli.init;

import dev.kcompact.cli.store.ObjectStore.Page;
import java.util.ArrayList;
import java.util.List;

/** Finds the folders that hold objects, level by level. */
final class FolderSearch {
  private static final int MAX_DEPTH = 8;

  private final BoundedListing listing;
  private final List<DataFolder> found = new ArrayList<>();
  private final List<String> oddities = new ArrayList<>();

  FolderSearch(BoundedListing listing) {
    this.listing = listing;
  }

  /**
   * @param prefix empty, or ends with a slash
   */
  List<DataFolder> below(String prefix) {
    visit(prefix, 0);
    if (listing.isCutOff()) {
      oddities.add("not every folder was listed, for the LISTs are limited: give --prefix");
    }
    return found;
  }

  List<String> oddities() {
    return oddities;
  }

  private void visit(String directory, int depth) {
    List<String> parts = new ArrayList<>();
    List<String> others = new ArrayList<>();
    boolean hasObjects = false;
    String after = "";
    do {
      Page page = listing.page(directory, true, after);
      hasObjects |= !page.objects().isEmpty();
      page.directories().forEach(each -> (FolderNames.isPart(each) ? parts : others).add(each));
      // A flat folder of many objects is listed later.
      after = page.directories().isEmpty() ? "" : page.next();
    } while (!after.isEmpty());
    if (hasObjects || !parts.isEmpty()) {
      found.add(new DataFolder(directory, parts));
    }
    for (String other : others) {
      visitOther(other, depth);
    }
  }

  private void visitOther(String directory, int depth) {
    if (FolderNames.isTombstones(directory)) {
      oddities.add(
          directory + ": records without a value, as Confluent's sink writes them; left out");
    } else if (FolderNames.isHidden(directory)) {
      oddities.add(directory + ": a program's own folder; left out");
    } else if (depth == MAX_DEPTH) {
      oddities.add(directory + ": is deeper than " + MAX_DEPTH + " folders; give --prefix");
    } else {
      visit(directory, depth + 1);
    }
  }
}
