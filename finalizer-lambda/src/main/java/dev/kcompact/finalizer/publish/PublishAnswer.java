package dev.kcompact.finalizer.publish;

import org.jspecify.annotations.Nullable;

/**
 * Whether the day is published.
 *
 * @param reason why not, else null
 */
public record PublishAnswer(Status status, @Nullable String reason) {
  /** The kinds of outcome. */
  public enum Status {
    PUBLISHED,
    /** Nothing was changed. */
    REJECTED
  }
}
