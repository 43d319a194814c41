package dev.kcompact.job.store;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Objects below a root. Keys are relative to it and ordered by their UTF-8 bytes. Safe for use by
 * several threads.
 */
public interface ObjectStore extends AutoCloseable {
  Root root();

  /**
   * One page of the objects whose keys start with {@code prefix}; one request.
   *
   * @param startAfter only keys behind it; null for all
   * @throws IOException naming the place and the cause
   */
  Listing list(String prefix, @Nullable String startAfter) throws IOException;

  /**
   * One page of what lies directly below a directory; one request.
   *
   * @param directory empty, or with a slash at the end
   * @param startAfter only keys and directories behind it; null for all
   */
  Listing listDirectory(String directory, @Nullable String startAfter) throws IOException;

  /**
   * The whole object; one request. Completes with {@link ObjectGoneException} where there is none,
   * and with an {@link IOException} for any other failure.
   */
  CompletableFuture<FetchedObject> fetch(String key);

  /**
   * Bytes of an object; one request.
   *
   * @param from first byte
   * @param length how many; the object must have them
   */
  byte[] read(String key, long from, int length) throws IOException;

  @Override
  void close();
}
