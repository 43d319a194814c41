package dev.kcompact.cli.store;

import dev.kcompact.contract.lineage.SourceObject;
import dev.kcompact.contract.location.StorageLocation;
import dev.kcompact.contract.source.SourceListing;
import java.time.Instant;
import java.util.List;

/** Read access to the objects below a root; keys are relative to it. Thread-safe. */
public interface ObjectStore extends SourceListing, AutoCloseable {
  /** A listed object. */
  record Listed(SourceObject object, Instant lastModified) {}

  /** Returns the directory to which keys are relative. */
  StorageLocation root();

  /** Returns every object whose key starts with {@code prefix}, sorted by key. */
  List<Listed> list(String prefix);

  /** Returns the last {@code length} bytes of an object, which must have as many. */
  byte[] tail(SourceObject object, int length);

  @Override
  void close();
}
