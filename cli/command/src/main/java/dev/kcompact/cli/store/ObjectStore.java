package dev.kcompact.cli.store;

import dev.kcompact.contract.lineage.SourceObject;
import dev.kcompact.contract.location.StorageLocation;
import dev.kcompact.contract.source.SourceListing;
import java.time.Instant;
import java.util.List;

/** Objects below a root; keys are relative to it. Safe for several threads. */
public interface ObjectStore extends SourceListing, AutoCloseable {
  /**
   * An object as a listing shows it.
   *
   * @param lastModified when it was written
   */
  record Listed(SourceObject object, Instant lastModified) {}

  /** Returns the directory that keys are relative to. */
  StorageLocation root();

  /**
   * Every object whose key starts with {@code prefix}, sorted by key.
   *
   * @throws dev.kcompact.cli.process.CommandException naming the place, if it cannot be listed
   */
  List<Listed> list(String prefix);

  /**
   * The last bytes of an object.
   *
   * @param length how many; no more than the object has
   */
  byte[] tail(SourceObject object, int length);

  @Override
  void close();
}
