package dev.kcompact.cli;

/** The exit codes of every subcommand, which others script against. */
public final class ExitCode {
  /** The command did what it was asked, and what it checked holds. */
  public static final int SUCCESS = 0;

  /** The command ran, and the thing it checked does not hold. */
  public static final int DOES_NOT_HOLD = 1;

  /** Unknown option, missing argument, a value that cannot be read. */
  public static final int BAD_USAGE = 2;

  /** The command could not do its work. */
  public static final int FAILURE = 3;

  private ExitCode() {}
}
