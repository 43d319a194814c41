package dev.kcompact.cli.console;

import java.io.PrintStream;
import java.util.Locale;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/**
 * Output of a command: results on standard output, progress on standard error, as bars on a
 * terminal and as plain lines elsewhere. Thread-safe.
 */
public final class Console {
  private final PrintStream out;
  private final PrintStream err;
  private final boolean terminal;

  Console(PrintStream out, PrintStream err, boolean terminal) {
    this.out = out;
    this.err = err;
    this.terminal = terminal;
  }

  public static Console ofThisProcess() {
    boolean dumb = "dumb".equals(System.getenv("TERM"));
    return new Console(System.out, System.err, System.console() != null && !dumb);
  }

  /** Prints a line of the result. */
  public void print(String line) {
    out.println(line);
    out.flush();
  }

  /** Prints a line of progress. */
  public void say(String line) {
    err.println(line);
    err.flush();
  }

  /** Shows the progress of a task until it is closed; {@code max} is -1 if it is unknown. */
  public Task task(String task, String unit, long max) {
    return terminal ? new BarTask(task, unit, max) : new LineTask(task, unit, max);
  }

  public interface Task extends AutoCloseable {
    /** Sets the total amount done so far. */
    void doneTo(long amount);

    @Override
    void close();
  }

  private static final class BarTask implements Task {
    private final ProgressBar bar;

    BarTask(String task, String unit, long max) {
      this.bar =
          new ProgressBarBuilder()
              .setTaskName(task)
              .setUnit(" " + unit, 1)
              .setInitialMax(max)
              .setStyle(ProgressBarStyle.ASCII)
              .setUpdateIntervalMillis(200)
              .build();
    }

    @Override
    public void doneTo(long amount) {
      bar.stepTo(amount);
    }

    @Override
    public void close() {
      bar.close();
    }
  }

  /** Prints a line at each tenth, and one at the end. */
  private final class LineTask implements Task {
    private final String task;
    private final String unit;
    private final long startNanos = System.nanoTime();
    private final long max;
    private long done;
    private long tenths;

    LineTask(String task, String unit, long max) {
      this.task = task;
      this.unit = unit;
      this.max = max;
      say(task + " ...");
    }

    @Override
    public synchronized void doneTo(long amount) {
      done = amount;
      long now = max > 0 ? 10 * amount / max : 0;
      if (now > tenths && now < 10) {
        say("%s: %d of %d %s".formatted(task, amount, max, unit));
      }
      tenths = Math.max(tenths, now);
    }

    @Override
    public synchronized void close() {
      double seconds = (System.nanoTime() - startNanos) / 1e9;
      say(String.format(Locale.ROOT, "%s: %d %s in %.1f s", task, done, unit, seconds));
    }
  }
}
