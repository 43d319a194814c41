package dev.kcompact.job.lease;

import dev.kcompact.job.ForwardingStore;
import dev.kcompact.job.store.ObjectStore;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A store that does what it is asked and, on demand, loses the answer. */
final class ForgetfulStore extends ForwardingStore {
  private boolean losing;
  private int twice;

  ForgetfulStore(ObjectStore store) {
    super(store);
  }

  void loseNextAnswer() {
    losing = true;
  }

  /** The client tries again by itself, and is told of its second try. */
  void tryNextWritesTwice(int writes) {
    twice = writes;
  }

  @Override
  public Optional<String> write(String key, byte[] content, @Nullable String replaces)
      throws IOException {
    Optional<String> written = super.write(key, content, replaces);
    if (twice > 0) {
      twice--;
      written = super.write(key, content, replaces);
    }
    if (losing) {
      losing = false;
      throw new IOException("Failed to write object: " + root() + key + ": connection reset");
    }
    return written;
  }
}
