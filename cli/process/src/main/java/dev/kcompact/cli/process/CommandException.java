package dev.kcompact.cli.process;

/**
 * A server process did not start or ended when it should not have; the message is one line for the
 * user.
 */
public final class CommandException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** With one line that says what, where, and what to do. */
  public CommandException(String message) {
    super(message);
  }

  /** With one line that says what, where, and what to do. */
  public CommandException(String message, Throwable cause) {
    super(message, cause);
  }
}
