package dev.kcompact.job.store;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Objects below a root. Keys are relative to it and ordered by their UTF-8 bytes. Safe for use by
 * several threads.
 */
public interface ObjectStore extends AutoCloseable {
  Root root();

  /**
   * One page of the objects whose keys start with {@code prefix}; one request, and another while a
   * page has none though more follow.
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
   * Bytes of an object; one request. Completes with an {@link IOException} for any failure, an
   * object that ends before {@code from + length} included.
   *
   * @param from first byte
   * @param length how many
   */
  CompletableFuture<byte[]> read(String key, long from, int length);

  /**
   * Writes a small object, if it still is as expected; one request.
   *
   * @param replaces entity tag of the object to be replaced; null where none must be there yet
   * @return the new object's entity tag; empty where another one is there, and stays
   * @throws IOException naming the place and the cause; the object may have been written
   */
  Optional<String> write(String key, byte[] content, @Nullable String replaces) throws IOException;

  /**
   * Waits for a request.
   *
   * @throws IOException what it completed with
   */
  static <T> T await(CompletableFuture<T> request) throws IOException {
    try {
      return request.get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof IOException known
          ? known
          : new IOException(String.valueOf(e.getCause()), e.getCause());
    } catch (InterruptedException e) {
      request.cancel(true);
      Thread.currentThread().interrupt();
      throw new IOException("Interrupted while it waited for a store", e);
    }
  }

  @Override
  void close();
}
