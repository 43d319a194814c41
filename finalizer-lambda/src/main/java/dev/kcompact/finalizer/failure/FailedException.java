package dev.kcompact.finalizer.failure;

/**
 * Something outside did not do what was asked: "Failed to verb thing: location", with the cause.
 */
public final class FailedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public FailedException(String message, Throwable cause) {
    super(message + " (" + summary(cause) + ")", cause);
  }

  public FailedException(String message) {
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
