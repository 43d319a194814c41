package dev.kcompact.cli.process;

/** A command cannot continue; the message is one line for the user. */
public final class CommandException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /**
   * @param message what failed, where, and what to do, in one line
   */
  public CommandException(String message) {
    super(message);
  }

  /**
   * @param message what failed, where, and what to do, in one line
   */
  public CommandException(String message, Throwable cause) {
    super(message, cause);
  }
}
