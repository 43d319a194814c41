package dev.kcompact.cli.store;

import static dev.kcompact.contract.Arguments.checkArgument;

import dev.kcompact.contract.lineage.SourceObject;
import dev.kcompact.contract.location.StorageLocation;
import dev.kcompact.contract.source.SourceListing;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;

/** Read access to the objects below a root; keys are relative to it. Thread-safe. */
public interface ObjectStore extends SourceListing, AutoCloseable {
  /** A listed object. */
  record Listed(SourceObject object, Instant lastModified) {}

  /**
   * What one LIST asks for.
   *
   * @param prefix start of the keys; may end within a name
   * @param isLevel whether keys with a further slash are returned as directories
   * @param startAfter only what comes after it in the order of the keys; empty for all
   * @param limit most objects and directories of the page, at most 1,000
   */
  record PageRequest(String prefix, boolean isLevel, String startAfter, int limit) {
    /** Most keys that S3 returns at once. */
    public static final int MAX = 1000;

    public PageRequest {
      checkArgument(limit > 0 && limit <= MAX, "limit is not between 1 and 1000: %s", limit);
    }
  }

  /**
   * The answer to one LIST, in the order of the keys.
   *
   * @param directories end with a slash
   * @param next the next request's {@code startAfter}; empty after the last page
   */
  record Page(List<Listed> objects, List<String> directories, String next) {
    public Page {
      objects = List.copyOf(objects);
      directories = List.copyOf(directories);
    }

    public boolean isLast() {
      return next.isEmpty();
    }
  }

  /** Returns the directory to which keys are relative. */
  StorageLocation root();

  /**
   * Passes every object on whose key starts with {@code prefix}, while it is listed, in any order.
   */
  void each(String prefix, Consumer<Listed> taker);

  /** Returns every object whose key starts with {@code prefix}, sorted by key. */
  default List<Listed> list(String prefix) {
    List<Listed> found = new ArrayList<>();
    each(prefix, found::add);
    found.sort(Comparator.comparing(listed -> listed.object().key()));
    return found;
  }

  /** Returns the last {@code length} bytes of an object, which must have as many. */
  byte[] tail(SourceObject object, int length);

  /** Lists one page by one LIST. */
  Page page(PageRequest request);

  /** Returns the first bytes of an object, at most {@code maxBytes}, by one GET. */
  byte[] read(SourceObject object, int maxBytes);

  /**
   * Returns bytes of an object, which must have as many, by one GET.
   *
   * @param start index of the first one
   */
  default byte[] range(SourceObject object, long start, int length) {
    throw new UnsupportedOperationException("reads no ranges: " + root());
  }

  /** Returns the requests of this store so far. */
  RequestCount requests();

  @Override
  void close();
}
