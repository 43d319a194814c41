package dev.kcompact.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import picocli.CommandLine;

/**
 * A command that ran in this process.
 *
 * @param exit its code
 * @param out lines of the result
 * @param err lines of progress and errors
 */
public record CapturedRun(int exit, String out, String err) {
  /** Runs a command; the process's output is replaced meanwhile. */
  public static synchronized CapturedRun of(String... arguments) {
    PrintStream out = System.out;
    PrintStream err = System.err;
    ByteArrayOutputStream capturedOut = new ByteArrayOutputStream();
    ByteArrayOutputStream capturedErr = new ByteArrayOutputStream();
    StringWriter failure = new StringWriter();
    System.setOut(new PrintStream(capturedOut, true, UTF_8));
    System.setErr(new PrintStream(capturedErr, true, UTF_8));
    try {
      CommandLine line = KcompactCommand.commandLine();
      line.setErr(new PrintWriter(failure));
      int exit = line.execute(arguments);
      return new CapturedRun(
          exit, capturedOut.toString(UTF_8), capturedErr.toString(UTF_8) + failure);
    } finally {
      System.setOut(out);
      System.setErr(err);
    }
  }

  public String all() {
    return out + err;
  }
}
