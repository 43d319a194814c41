package dev.kcompact.job;

import dev.kcompact.contract.location.StorageLocation;
import dev.kcompact.job.store.Listing;
import dev.kcompact.job.store.ObjectStore;
import dev.kcompact.job.store.ObjectStore.FetchedObject;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Forwards to another store, as a base class for tests. */
public class ForwardingStore implements ObjectStore {
  private final ObjectStore store;

  protected ForwardingStore(ObjectStore store) {
    this.store = store;
  }

  @Override
  public StorageLocation root() {
    return store.root();
  }

  @Override
  public Listing list(String prefix, @Nullable String startAfter) throws IOException {
    return store.list(prefix, startAfter);
  }

  @Override
  public Listing listDirectory(String directory, @Nullable String startAfter) throws IOException {
    return store.listDirectory(directory, startAfter);
  }

  @Override
  public CompletableFuture<FetchedObject> fetch(String key) {
    return store.fetch(key);
  }

  @Override
  public CompletableFuture<byte[]> read(String key, long from, int length) {
    return store.read(key, from, length);
  }

  @Override
  public Optional<String> write(String key, byte[] content, @Nullable String replaces)
      throws IOException {
    return store.write(key, content, replaces);
  }

  @Override
  public void close() {
    store.close();
  }
}
