package dev.kcompact.job.discovery.listing;

import static java.util.Objects.requireNonNull;

import dev.kcompact.job.discovery.listing.PrefixLister.KnownMarks;
import dev.kcompact.job.discovery.listing.PrefixLister.Visitor;
import dev.kcompact.job.store.ListedObject;
import dev.kcompact.job.store.Listing;
import java.io.IOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * Lists everything below a directory, at any depth, page by page and from a key on. Used in one
 * thread.
 */
public final class TreeListing {
  private final PrefixLister lister;
  private final ListedKey.Reader keys;
  private final String tree;
  private final String start;
  private final KnownMarks known;
  private final HighWaterMarksBuilder.Window window;
  private final Map<String, HighWaterMarksBuilder> builders = new TreeMap<>();
  private String last;
  private boolean more = true;

  /**
   * @param after the last key that was listed before; empty for none
   * @param known marks before this listing
   */
  TreeListing(
      PrefixLister lister,
      ListedKey.Reader keys,
      String tree,
      String after,
      KnownMarks known,
      HighWaterMarksBuilder.Window window) {
    this.lister = lister;
    this.keys = keys;
    this.tree = requireNonNull(tree, "tree is null");
    this.start = requireNonNull(after, "after is null");
    this.last = after;
    this.known = known;
    this.window = window;
  }

  public String tree() {
    return tree;
  }

  /** The last key that was listed; empty for none. */
  public String last() {
    return last;
  }

  public boolean hasMore() {
    return more;
  }

  /** Lists a page with one request. */
  public void next(Visitor visitor) throws IOException {
    Listing page = lister.page(tree, last.isEmpty() ? null : last);
    for (ListedObject object : page.objects()) {
      String key = object.key();
      String prefix = key.substring(0, key.lastIndexOf('/') + 1);
      HighWaterMarksBuilder builder =
          builders.computeIfAbsent(
              prefix, each -> new HighWaterMarksBuilder(keys, each, known.of(each), window));
      visitor.visit(object, builder.add(object, keys.read(key)));
      last = key;
    }
    more = page.more() && !page.objects().isEmpty();
  }

  /**
   * The marks of every prefix that directly contains listed objects, after this listing.
   *
   * @param isHistory whether objects of a prefix that was unknown arrived when they were modified
   */
  public Map<String, PrefixHighWaterMarks> marks(Instant now, Predicate<String> isHistory) {
    Map<String, PrefixHighWaterMarks> marks = new HashMap<>();
    builders.forEach(
        (prefix, builder) -> {
          boolean complete = !start.startsWith(prefix);
          marks.put(prefix, builder.build(now, complete, isHistory.test(prefix)));
        });
    return marks;
  }
}
