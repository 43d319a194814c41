package dev.kcompact.cli.guard;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.lang.reflect.InvocationTargetException;
import java.util.Arrays;
import sun.misc.Signal;
import sun.misc.SignalHandler;

/**
 * Runs another class's {@code main} in a JVM that ends when its standard input does.
 *
 * <p>The process that starts a server holds the other end of this pipe and never writes to it. The
 * system closes the pipe when that process is gone, however it went, so that no server outlives a
 * command that was killed hard.
 *
 * <p>Arguments: the class to run, then that class's own arguments.
 */
public final class Guarded {
  /** Exit code of a server whose starter is gone. */
  public static final int ORPHANED = 70;

  /** Exit code when the class to run cannot be found or its main method throws. */
  public static final int FAILED = 71;

  /**
   * What a shutdown hook may take before the JVM is halted: a server must not hang on for want of
   * its peers.
   */
  private static final long SHUTDOWN_MILLIS = 10_000;

  private Guarded() {}

  /** Watches standard input on a daemon thread, and runs the class on this one. */
  public static void main(String[] arguments) {
    if (arguments.length == 0) {
      System.err.println("Missing the class to run. Usage: Guarded CLASS [ARGUMENT...]");
      System.exit(FAILED);
    }
    // Ctrl-C reaches every process of the terminal; the one that started this ends it in its turn.
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
        // Nothing is ever sent; only the end matters.
      }
    } catch (IOException e) {
      System.err.println("Lost the pipe to the process that started this one: " + e.getMessage());
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
