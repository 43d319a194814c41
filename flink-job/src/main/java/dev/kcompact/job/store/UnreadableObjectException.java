package dev.kcompact.job.store;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The store refuses to return an object, and will until somebody changes the object or a
 * permission: another request makes no difference now.
 */
public final class UnreadableObjectException extends IOException {
  private static final long serialVersionUID = 1L;

  private final String reason;

  /**
   * @param message one line with the location and what to do
   * @param reason a few words, such as status and code
   */
  public UnreadableObjectException(String message, String reason, @Nullable Throwable cause) {
    super(message, cause);
    this.reason = requireNonNull(reason, "reason is null");
  }

  public String reason() {
    return reason;
  }
}
