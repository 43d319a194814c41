package dev.kcompact.finalizer.failure;

/**
 * Trying again cannot help: configuration, definitions, a stale token, a table that cannot fit. The
 * state machine knows it by its name and does not retry it.
 */
public final class RefusedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public RefusedException(String message) {
    super(message);
  }

  public RefusedException(String message, Throwable cause) {
    super(message, cause);
  }
}
