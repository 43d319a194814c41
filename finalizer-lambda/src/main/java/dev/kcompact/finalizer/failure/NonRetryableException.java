package dev.kcompact.finalizer.failure;

/**
 * A failure that a retry cannot change: configuration, definitions, a stale token, a table that
 * cannot fit. {@code daily.asl.json} matches this class's full name and does not retry.
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
