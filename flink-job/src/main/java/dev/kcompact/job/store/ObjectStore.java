package dev.kcompact.job.store;

import static java.util.Objects.requireNonNull;

import dev.kcompact.contract.location.StorageLocation;
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

  /**
   * An object's content, with the entity tag of exactly that content. The receiver owns the array.
   *
   * @param etag entity tag without quotes
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record FetchedObject(String key, String etag, byte[] content) {
    public FetchedObject {
      requireNonNull(key, "key is null");
      requireNonNull(etag, "etag is null");
      requireNonNull(content, "content is null");
    }
  }

  StorageLocation root();

  /**
   * One page of the objects whose keys start with {@code prefix}; one request, and another one for
   * each page that is empty although more follow.
   *
   * @param startAfter only keys after it; null for all
   * @throws IOException with the location and the cause
   */
  Listing list(String prefix, @Nullable String startAfter) throws IOException;

  /** Takes a listed object; false ends the listing. */
  @FunctionalInterface
  interface Visitor {
    boolean visit(ListedObject object) throws IOException;
  }

  /**
   * Visits the objects whose keys start with {@code prefix}, page by page.
   *
   * @param startAfter only keys after it; null for all
   * @return number of pages
   */
  default int forEach(String prefix, @Nullable String startAfter, Visitor visitor)
      throws IOException {
    String after = startAfter;
    int pages = 0;
    while (true) {
      Listing page = list(prefix, after);
      pages++;
      for (ListedObject object : page.objects()) {
        if (!visitor.visit(object)) {
          return pages;
        }
        after = object.key();
      }
      if (!page.more() || page.objects().isEmpty()) {
        return pages;
      }
    }
  }

  /**
   * One page of the objects and directories directly below a directory; one request.
   *
   * @param directory empty, or with a slash at the end
   * @param startAfter only keys and directories after it; null for all
   */
  Listing listDirectory(String directory, @Nullable String startAfter) throws IOException;

  /**
   * The complete object; one request. Completes with {@link ObjectDeletedException} if there is
   * none, and with an {@link IOException} for any other failure.
   */
  CompletableFuture<FetchedObject> fetch(String key);

  /**
   * A range of an object; one request. Completes with an {@link IOException} for any failure,
   * including an object that ends before {@code from + length}.
   *
   * @param from index of the first byte
   * @param length number of bytes
   */
  CompletableFuture<byte[]> read(String key, long from, int length);

  /**
   * Writes a small object on a condition; one request.
   *
   * @param replaces entity tag of the object to replace; null if the key must have no object
   * @return the new object's entity tag; empty if the condition does not hold, then nothing is
   *     written
   * @throws IOException with the location and the cause; the object may have been written
   */
  Optional<String> write(String key, byte[] content, @Nullable String replaces) throws IOException;

  /**
   * Waits for a request and returns its result.
   *
   * @throws IOException the failure that it completed with
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
      throw new IOException("Interrupted while waiting for a store", e);
    }
  }

  @Override
  void close();
}
