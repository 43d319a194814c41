package dev.kcompact.cli.store;

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

  @Override
  void close();
}
