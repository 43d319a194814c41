package dev.kcompact.cli.store;

import dev.kcompact.contract.lineage.SourceObject;
import java.net.URI;
import java.time.Instant;
import java.util.List;

/** Objects below a root; keys are relative to it. Safe for several threads. */
public interface ObjectStore extends AutoCloseable {
  /**
   * An object as a listing shows it.
   *
   * @param lastModified when it was written
   */
  record Listed(SourceObject object, Instant lastModified) {}

  URI root();

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
