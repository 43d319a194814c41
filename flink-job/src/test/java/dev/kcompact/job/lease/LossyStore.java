package dev.kcompact.job.lease;

import dev.kcompact.job.ForwardingStore;
import dev.kcompact.job.store.ObjectStore;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A store that executes each request and can lose the response. */
final class LossyStore extends ForwardingStore {
  private boolean losing;
  private int retries;

  LossyStore(ObjectStore store) {
    super(store);
  }

  void loseNextResponse() {
    losing = true;
  }

  /** The client retries the next writes by itself, and returns the response to the retry. */
  void retryNextWrites(int writes) {
    retries = writes;
  }

  @Override
  public Optional<String> write(String key, byte[] content, @Nullable String replaces)
      throws IOException {
    Optional<String> written = super.write(key, content, replaces);
    if (retries > 0) {
      retries--;
      written = super.write(key, content, replaces);
    }
    if (losing) {
      losing = false;
      throw new IOException("Failed to write object: " + root() + key + ": connection reset");
    }
    return written;
  }
}
