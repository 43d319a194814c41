package dev.kcompact.cli.guard;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.lang.reflect.InvocationTargetException;
import java.util.Arrays;
import sun.misc.Signal;
import sun.misc.SignalHandler;

/**
 * Runs another class's {@code main} in a JVM that exits when its standard input is closed.
 *
 * <p>The process that starts a server holds the other end of this pipe and never writes to it. The
 * system closes the pipe when that process ends for any reason, so a server never outlives a
 * command that was killed.
 *
 * <p>Arguments: the class to run, then that class's arguments.
 */
public final class Guarded {
  /** Exit code of a server whose parent process has ended. */
  public static final int ORPHANED = 70;

  /** Exit code when the class to run is not found or its main method throws. */
  public static final int FAILED = 71;

  /**
   * Time for shutdown hooks before the JVM is halted: a server must not wait for peers that have
   * ended.
   */
  private static final long SHUTDOWN_MILLIS = 10_000;

  private Guarded() {}

  public static void main(String[] arguments) {
    if (arguments.length == 0) {
      System.err.println("Missing argument: the class to run. Usage: Guarded CLASS [ARGUMENT...]");
      System.exit(FAILED);
    }
    // Ctrl-C reaches every process of the terminal; the parent process then ends this one.
    Signal.handle(new Signal("INT"), SignalHandler.SIG_IGN);
    startDaemon("guard-stdin", () -> exitAtEnd(System.in));
    try {
      run(arguments[0], Arrays.copyOfRange(arguments, 1, arguments.length));
    } catch (InvocationTargetException e) {
      fail(arguments[0], e.getCause() == null ? e : e.getCause());
    } catch (ReflectiveOperationException e) {
      fail(arguments[0], e);
    }
  }

  private static void run(String mainClass, String[] arguments)
      throws ReflectiveOperationException {
    Class.forName(mainClass).getMethod("main", String[].class).invoke(null, (Object) arguments);
  }

  private static void exitAtEnd(InputStream stdin) {
    drain(stdin);
    startDaemon("guard-halt", Guarded::haltLater);
    System.exit(ORPHANED);
  }

  private static void drain(InputStream stdin) {
    byte[] ignored = new byte[256];
    try {
      while (stdin.read(ignored) >= 0) {
        // Nothing is ever sent; only the end of the stream matters.
      }
    } catch (IOException e) {
      System.err.println("Lost the pipe to the parent process: " + e.getMessage());
    }
  }

  private static void haltLater() {
    try {
      Thread.sleep(SHUTDOWN_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    Runtime.getRuntime().halt(ORPHANED);
  }

  private static void startDaemon(String name, Runnable work) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    thread.start();
  }

  private static void fail(String mainClass, Throwable cause) {
    PrintStream err = System.err;
    err.println("Failed to run " + mainClass + ": " + cause);
    cause.printStackTrace(err);
    System.exit(FAILED);
  }
}
