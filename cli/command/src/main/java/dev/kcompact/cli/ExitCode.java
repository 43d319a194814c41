package dev.kcompact.cli;

/** Exit codes of every subcommand, for use in scripts. */
public final class ExitCode {
  /** The command succeeded, and every check passed. */
  public static final int SUCCESS = 0;

  /** The command ran, and a check failed. */
  public static final int DOES_NOT_HOLD = 1;

  /** Unknown option, missing argument or invalid value. */
  public static final int BAD_USAGE = 2;

  /** The command could not complete. */
  public static final int FAILURE = 3;

  private ExitCode() {}
}
