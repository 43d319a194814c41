package dev.kcompact.job.compact;

import dev.kcompact.contract.location.StorageLocation;
import dev.kcompact.job.store.Listing;
import dev.kcompact.job.store.ObjectStore;
import dev.kcompact.job.store.ObjectStore.FetchedObject;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A store whose fetches are completed by the test. */
final class ManualStore implements ObjectStore {
  final Map<String, CompletableFuture<FetchedObject>> requested = new LinkedHashMap<>();

  /** Ranges that were read, which complete immediately. */
  final Map<String, String> ranges = new LinkedHashMap<>();

  @Override
  public CompletableFuture<FetchedObject> fetch(String key) {
    return requested.computeIfAbsent(key, any -> new CompletableFuture<>());
  }

  ManualStore complete(String key, String etag, byte[] content) {
    fetch(key).complete(new FetchedObject(key, etag, content));
    return this;
  }

  @Override
  public StorageLocation root() {
    return StorageLocation.parseDirectory("s3://raw/");
  }

  @Override
  public Listing list(String prefix, @Nullable String startAfter) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Listing listDirectory(String directory, @Nullable String startAfter) {
    throw new UnsupportedOperationException();
  }

  @Override
  public CompletableFuture<byte[]> read(String key, long from, int length) {
    ranges.put(key, from + "+" + length);
    return CompletableFuture.completedFuture(new byte[length]);
  }

  @Override
  public Optional<String> write(String key, byte[] content, @Nullable String replaces) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void close() {}
}
