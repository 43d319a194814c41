package dev.kcompact.job.discovery.listing;

import dev.kcompact.job.store.ListedObject;
import dev.kcompact.job.store.Listing;
import dev.kcompact.job.store.ObjectStore;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads listings page by page and counts their requests. */
final class PagedListing {
  /** Sorts after every key that starts with what it is appended to. */
  private static final char AFTER_ALL = '\uffff';

  private final ObjectStore store;
  private long requests;

  PagedListing(ObjectStore store) {
    this.store = store;
  }

  /** Takes a listed object; false ends the listing. */
  @FunctionalInterface
  interface Visitor {
    boolean visit(ListedObject object) throws IOException;
  }

  long requests() {
    return requests;
  }

  /** Everything below a prefix; a request a page. */
  void list(String prefix, @Nullable String startAfter, Visitor visitor) throws IOException {
    String after = startAfter;
    boolean more = true;
    while (more) {
      requests++;
      Listing page = store.list(prefix, after);
      for (ListedObject object : page.objects()) {
        after = object.key();
        if (!visitor.visit(object)) {
          return;
        }
      }
      more = page.more() && !page.objects().isEmpty();
    }
  }

  /** The prefixes directly below another; a request a page. */
  List<String> prefixesBelow(String parent) throws IOException {
    List<String> prefixes = new ArrayList<>();
    String after = null;
    boolean more = true;
    while (more) {
      requests++;
      Listing page = store.listDirectory(parent, after);
      prefixes.addAll(page.directories());
      String last = last(page, after);
      more = page.more() && !Objects.equals(last, after);
      after = last;
    }
    return prefixes;
  }

  /** The end of a page: objects may lie beside the prefixes, pages full of them. */
  private static @Nullable String last(Listing page, @Nullable String before) {
    String prefix =
        page.directories().isEmpty()
            ? ""
            : page.directories().get(page.directories().size() - 1) + AFTER_ALL;
    String object =
        page.objects().isEmpty() ? "" : page.objects().get(page.objects().size() - 1).key();
    String last = prefix.compareTo(object) > 0 ? prefix : object;
    return last.isEmpty() ? before : last;
  }
}
