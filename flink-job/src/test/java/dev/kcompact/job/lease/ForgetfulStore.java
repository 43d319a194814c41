package dev.kcompact.job.lease;

import dev.kcompact.job.ForwardingStore;
import dev.kcompact.job.store.ObjectStore;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A store that does what it is asked and, on demand, loses the answer. */
final class ForgetfulStore extends ForwardingStore {
  private boolean losing;

  ForgetfulStore(ObjectStore store) {
    super(store);
  }

  void loseNextAnswer() {
    losing = true;
  }

  @Override
  public Optional<String> write(String key, byte[] content, @Nullable String replaces)
      throws IOException {
    Optional<String> written = super.write(key, content, replaces);
    if (losing) {
      losing = false;
      throw new IOException("Failed to write object: " + root().locate(key) + ": connection reset");
    }
    return written;
  }
}
