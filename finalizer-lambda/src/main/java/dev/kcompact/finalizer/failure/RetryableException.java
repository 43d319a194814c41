package dev.kcompact.finalizer.failure;

/**
 * A failure of a service or of the file system that a retry may fix. The message has the form
 * "Failed to verb thing: location".
 */
public final class RetryableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public RetryableException(String message, Throwable cause) {
    super(message + " (" + summary(cause) + ")", cause);
  }

  public RetryableException(String message) {
    super(message);
  }

  private static String summary(Throwable cause) {
    String text = cause.getMessage();
    String name = cause.getClass().getSimpleName();
    return text == null || text.isBlank()
        ? name
        : name + ": " + text.lines().findFirst().orElse("");
  }
}
