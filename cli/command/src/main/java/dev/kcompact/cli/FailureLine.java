package dev.kcompact.cli;

import dev.kcompact.contract.table.InvalidDefinitionsException;
import java.io.PrintWriter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/**
 * Prints every error in one line, and invalid definitions with a line for each problem. The log has
 * the stack trace.
 */
final class FailureLine implements IExecutionExceptionHandler, IParameterExceptionHandler {
  private static final Logger LOG = LoggerFactory.getLogger(FailureLine.class);

  @Override
  public int handleExecutionException(Exception failure, CommandLine command, ParseResult result) {
    LOG.error("{} failed", command.getCommandName(), failure);
    print(
        command,
        failure instanceof InvalidDefinitionsException
            ? String.valueOf(failure.getMessage())
            : of(failure));
    return ExitCode.FAILURE;
  }

  /** Runs a command; an error of the JVM, such as too little memory, is a failure like others. */
  int run(ParseResult result) {
    try {
      return new CommandLine.RunLast().execute(result);
    } catch (Error failure) {
      CommandLine command = innermost(result).commandSpec().commandLine();
      print(command, oneLine(failure.toString()) + hint(failure));
      LOG.error("{} failed", command.getCommandName(), failure);
      return ExitCode.FAILURE;
    }
  }

  private static String hint(Error failure) {
    return failure instanceof OutOfMemoryError
        ? "; the command has %,d MB: narrow its input, or raise -Xmx in its script"
            .formatted(Runtime.getRuntime().maxMemory() >> 20)
        : "";
  }

  private static ParseResult innermost(ParseResult result) {
    return result.hasSubcommand() ? innermost(result.subcommand()) : result;
  }

  @Override
  public int handleParseException(ParameterException failure, String[] arguments) {
    CommandLine command = failure.getCommandLine();
    String name = command.getCommandSpec().qualifiedName(" ");
    print(command, oneLine(String.valueOf(failure.getMessage())) + ". Try: " + name + " --help");
    return ExitCode.BAD_USAGE;
  }

  /** The failure's message, followed by the innermost cause unless the message contains it. */
  static String of(Throwable failure) {
    Throwable innermost = failure;
    while (innermost.getCause() != null && innermost.getCause() != innermost) {
      innermost = innermost.getCause();
    }
    String text = failure.getMessage() == null ? failure.toString() : failure.getMessage();
    String cause = innermost.toString();
    return oneLine(innermost == failure || text.contains(cause) ? text : text + " (" + cause + ")");
  }

  private static String oneLine(String text) {
    return text.strip().replaceAll("\\s*\\R\\s*", " ");
  }

  private static void print(CommandLine command, String line) {
    PrintWriter err = command.getErr();
    err.println("kcompact: " + line);
    err.flush();
  }
}
