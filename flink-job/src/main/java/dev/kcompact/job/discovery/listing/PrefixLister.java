package dev.kcompact.job.discovery.listing;

import dev.kcompact.job.discovery.listing.HighWaterMarksBuilder.Window;
import dev.kcompact.job.discovery.listing.PrefixHighWaterMarks.HighWaterMark;
import dev.kcompact.job.store.ListedObject;
import dev.kcompact.job.store.Listing;
import dev.kcompact.job.store.ObjectStore;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Lists prefixes with as few requests as their high-water marks allow. Used in one thread. */
public final class PrefixLister {
  private static final int PAGE = 1000;

  /** Sorts after every key that starts with what it is appended to. */
  private static final char AFTER_ALL = '\uffff';

  private final ObjectStore store;
  private final Instant now;
  private final Window window;
  private long requests;

  /**
   * @param lastPass when the prefixes could have been listed before
   * @param disorder how much later than an object of a higher offset an object may appear
   */
  public PrefixLister(ObjectStore store, Instant now, Instant lastPass, Duration disorder) {
    this.store = store;
    this.now = now;
    this.window = Window.of(now, lastPass, disorder);
  }

  /** Takes each listed object. Returns false to give up a listing of one prefix. */
  @FunctionalInterface
  public interface Visitor {
    boolean visit(ListedObject object, boolean isNew) throws IOException;
  }

  /** The marks of a prefix before a listing; null if it has none. */
  @FunctionalInterface
  public interface KnownMarks {
    @Nullable PrefixHighWaterMarks of(String prefix);
  }

  /** Takes each listed object. */
  @FunctionalInterface
  public interface Taker {
    void take(ListedObject object) throws IOException;
  }

  /** Number of LIST requests so far. */
  public long requests() {
    return requests;
  }

  /** The prefixes directly below another; a request a page. */
  public List<String> prefixesBelow(String parent) throws IOException {
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

  /**
   * Lists everything below a directory, at any depth; a request a page.
   *
   * @param after the last key that was listed before; empty for none
   * @param known marks before this listing
   */
  public TreeListing tree(ListedKey.Reader keys, String tree, String after, KnownMarks known) {
    return new TreeListing(this, keys, tree, after, known, window);
  }

  /**
   * Whether marks say that an object is new. Another listing finds it then: one that does not
   * advance the marks must leave it out, or it is found twice.
   */
  public boolean isAboveMarks(ListedKey.Reader keys, ListedObject object, KnownMarks known) {
    String prefix = prefix(object.key());
    PrefixHighWaterMarks marks = known.of(prefix);
    return marks != null && new HighWaterMarksBuilder(keys, prefix, marks, window).isNew(object);
  }

  /** A page of the keys below a prefix, after one of them. */
  public Listing page(String prefix, @Nullable String after) throws IOException {
    requests++;
    return store.list(prefix, after);
  }

  /**
   * Lists objects that are not above known marks, until {@link #requests} reaches a number.
   *
   * @param isLevel whether only what lies directly in the directory is listed
   * @param below receives the directories of a level
   * @param marks receives the marks of every prefix without known ones
   * @return whether everything was listed
   */
  public boolean listUpTo(
      ListedKey.Reader keys,
      String directory,
      boolean isLevel,
      long end,
      KnownMarks known,
      List<String> below,
      Taker taker,
      Map<String, PrefixHighWaterMarks> marks)
      throws IOException {
    Map<String, HighWaterMarksBuilder> builders = new TreeMap<>();
    String after = null;
    boolean more = true;
    for (boolean first = true; more && (first || requests < end); first = false) {
      requests++;
      Listing page = isLevel ? store.listDirectory(directory, after) : store.list(directory, after);
      for (ListedObject object : page.objects()) {
        String prefix = prefix(object.key());
        if (known.of(prefix) == null) {
          builders
              .computeIfAbsent(prefix, each -> new HighWaterMarksBuilder(keys, each, null, window))
              .add(object, keys.read(object.key()));
          taker.take(object);
        } else if (!isAboveMarks(keys, object, known)) {
          taker.take(object);
        }
      }
      below.addAll(page.directories());
      String last = last(page, after);
      more = page.more() && !Objects.equals(last, after);
      after = last;
    }
    builders.forEach((prefix, builder) -> marks.put(prefix, builder.build(now, true)));
    return !more;
  }

  /**
   * Lists what lies directly in a prefix and may be new: completely, or above the mark of each stem
   * where that takes fewer requests.
   *
   * @param isParent whether the prefix has directories with further objects
   * @return the marks after this listing; null if the visitor gave it up
   */
  public @Nullable PrefixHighWaterMarks listPrefix(
      ListedKey.Reader keys,
      String prefix,
      PrefixHighWaterMarks known,
      boolean isParent,
      Visitor visitor)
      throws IOException {
    HighWaterMarksBuilder builder = new HighWaterMarksBuilder(keys, prefix, known, window);
    Set<String> stems = builder.stems();
    boolean complete =
        stems.isEmpty() || known.keyCount() / PAGE <= stems.size() || builder.hasUnordered();
    boolean isListed =
        complete
            ? list(prefix, null, Set.of(), builder, isParent, visitor)
            : listAboveMarks(prefix, known, stems, builder, isParent, visitor);
    return isListed ? builder.build(now, complete) : null;
  }

  private boolean listAboveMarks(
      String prefix,
      PrefixHighWaterMarks known,
      Set<String> stems,
      HighWaterMarksBuilder builder,
      boolean isParent,
      Visitor visitor)
      throws IOException {
    if (stems.size() > 1 && !list(prefix, null, stems, builder, isParent, visitor)) {
      return false;
    }
    for (String stem : stems) {
      Set<String> others = new HashSet<>(stems);
      others.remove(stem);
      HighWaterMark mark = known.marks().get(stem);
      String after = mark == null || mayGainDigit(stem, mark) ? stem : mark.name();
      if (!list(prefix, after, others, builder, isParent, visitor)) {
        return false;
      }
    }
    return true;
  }

  /**
   * Lists from a name on until a stem that is listed on its own; this also finds a new stem in
   * between. Returns false if the visitor gave up.
   */
  private boolean list(
      String prefix,
      @Nullable String after,
      Set<String> until,
      HighWaterMarksBuilder builder,
      boolean isParent,
      Visitor visitor)
      throws IOException {
    boolean[] isGivenUp = new boolean[1];
    ObjectStore.Visitor each =
        object -> {
          if (!prefix(object.key()).equals(prefix)) {
            return true;
          }
          ListedKey key = builder.readKey(object.key());
          if (key instanceof ListedKey.Ordered ordered && until.contains(ordered.stem())) {
            return false;
          }
          isGivenUp[0] = !visitor.visit(object, builder.add(object, key));
          return !isGivenUp[0];
        };
    String from = after == null ? null : prefix + after;
    if (isParent) {
      forEachDirectly(prefix, from, each);
    } else {
      requests += store.forEach(prefix, from, each);
    }
    return !isGivenUp[0];
  }

  /** Leaves out what lies in directories below the prefix; a page has each of them once. */
  private void forEachDirectly(String prefix, @Nullable String from, ObjectStore.Visitor visitor)
      throws IOException {
    String after = from;
    boolean more = true;
    while (more) {
      requests++;
      Listing page = store.listDirectory(prefix, after);
      for (ListedObject object : page.objects()) {
        if (!visitor.visit(object)) {
          return;
        }
      }
      String last = last(page, after);
      more = page.more() && !Objects.equals(last, after);
      after = last;
    }
  }

  /**
   * Whether the next offsets may have a digit more, and so sort before this one: 10000 comes before
   * 9990. Then the stem is listed completely.
   */
  private static boolean mayGainDigit(String stem, HighWaterMark mark) {
    int digits = 0;
    int at = stem.length();
    while (at + digits < mark.name().length()
        && Character.isDigit(mark.name().charAt(at + digits))) {
      digits++;
    }
    return mark.offset() >= 0.9 * Math.pow(10, digits);
  }

  private static String prefix(String key) {
    return key.substring(0, key.lastIndexOf('/') + 1);
  }
}
