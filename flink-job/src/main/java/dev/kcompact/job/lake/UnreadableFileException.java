package dev.kcompact.job.lake;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A committed file has no footer that can be read, or no lineage in it. */
final class UnreadableFileException extends IOException {
  private static final long serialVersionUID = 1L;

  private final String key;

  UnreadableFileException(String key, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.key = requireNonNull(key, "key is null");
  }

  String key() {
    return key;
  }
}
