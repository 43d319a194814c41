package dev.kcompact.finalizer.failure;

/**
 * A failure that a retry cannot fix: configuration, definitions, a stale token, a table that does
 * not fit. {@code daily.asl.json} matches this class's full name and does not retry.
 */
public final class NonRetryableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public NonRetryableException(String message) {
    super(message);
  }

  public NonRetryableException(String message, Throwable cause) {
    super(message, cause);
  }
}
