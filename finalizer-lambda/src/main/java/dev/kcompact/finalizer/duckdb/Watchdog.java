package dev.kcompact.finalizer.duckdb;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Stops a database after a time limit. Close it before the database. */
public final class Watchdog implements AutoCloseable {
  private static final long REPEAT_MILLIS = 200;

  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "duckdb-watchdog");
            thread.setDaemon(true);
            return thread;
          });

  /**
   * @param time after which the database is stopped; at once if it is not positive
   */
  public Watchdog(DuckDb db, Duration time) {
    if (time.isNegative() || time.isZero()) {
      db.stop();
      return;
    }
    // Repeated, because DuckDB ignores an interrupt that arrives just before a statement starts.
    thread.scheduleWithFixedDelay(db::stop, time.toMillis(), REPEAT_MILLIS, TimeUnit.MILLISECONDS);
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
