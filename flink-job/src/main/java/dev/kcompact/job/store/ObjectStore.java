package dev.kcompact.job.store;

import static java.util.Objects.requireNonNull;

import dev.kcompact.contract.location.StorageLocation;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Objects below a root. Keys are relative to the root and ordered by their UTF-8 bytes.
 * Thread-safe.
 */
public interface ObjectStore extends AutoCloseable {

  /** Content with its entity tag, without quotes. The receiver owns the array. */
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
   * Returns a page of the objects whose keys start with {@code prefix}, with one request, and
   * another one for each empty page that is not the last.
   *
   * @param startAfter returns only keys after it; null for all
   * @throws IOException with location and cause
   */
  Listing list(String prefix, @Nullable String startAfter) throws IOException;

  /** Returns false to end the listing. */
  @FunctionalInterface
  interface Visitor {
    boolean visit(ListedObject object) throws IOException;
  }

  /**
   * Visits the objects whose keys start with {@code prefix}, page by page.
   *
   * @param startAfter visits only keys after it; null for all
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
   * Returns a page of the objects and directories directly below a directory, with one request.
   *
   * @param directory empty, or ends with a slash
   * @param startAfter returns only keys and directories after it; null for all
   */
  Listing listDirectory(String directory, @Nullable String startAfter) throws IOException;

  /**
   * Fetches the complete object with one request. Completes with {@link ObjectDeletedException} if
   * it does not exist and with an {@link IOException} for any other failure.
   */
  CompletableFuture<FetchedObject> fetch(String key);

  /**
   * Reads {@code length} bytes with one request. Completes with an {@link IOException} for any
   * failure, including an object that ends before {@code from + length}.
   */
  CompletableFuture<byte[]> read(String key, long from, int length);

  /**
   * Writes a small object conditionally, with one request.
   *
   * @param replaces entity tag of the object to replace; null if the key must not exist
   * @return entity tag of the new object; empty if the condition fails and nothing is written
   * @throws IOException with location and cause; the object may have been written
   */
  Optional<String> write(String key, byte[] content, @Nullable String replaces) throws IOException;

  /** Waits for a request and returns its result or throws its failure. */
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
