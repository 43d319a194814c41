package dev.kcompact.cli.init;

import dev.kcompact.cli.store.ObjectStore;
import dev.kcompact.cli.store.ObjectStore.Page;
import dev.kcompact.cli.store.ObjectStore.PageRequest;
import java.util.List;

/** Lists a store with a limited number of LISTs. */
final class BoundedListing {
  private static final Page NOTHING = new Page(List.of(), List.of(), "");

  private final ObjectStore store;
  private int left;
  private boolean isCutOff;

  BoundedListing(ObjectStore store, int lists) {
    this.store = store;
    this.left = lists;
  }

  /** Returns a page; an empty one if no LIST is left. */
  Page page(String prefix, boolean isLevel, String startAfter) {
    if (left == 0) {
      isCutOff = true;
      return NOTHING;
    }
    left--;
    return store.page(new PageRequest(prefix, isLevel, startAfter, PageRequest.MAX));
  }

  int left() {
    return left;
  }

  /** Whether a page was not listed for want of LISTs. */
  boolean isCutOff() {
    return isCutOff;
  }
}
