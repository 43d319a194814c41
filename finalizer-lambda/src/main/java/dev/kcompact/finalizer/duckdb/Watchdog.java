package dev.kcompact.finalizer.duckdb;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Stops a database when its time is over. To be closed before the database is. */
public final class Watchdog implements AutoCloseable {
  private static final long AGAIN_MILLIS = 200;

  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread watching = new Thread(task, "duckdb-watchdog");
            watching.setDaemon(true);
            return watching;
          });

  /**
   * Begins to watch.
   *
   * @param time until the database is stopped; at once when it is not positive
   */
  public Watchdog(DuckDb db, Duration time) {
    if (time.isNegative() || time.isZero()) {
      db.stop();
      return;
    }
    // Again and again: DuckDB forgets an interruption that comes just before a statement begins.
    thread.scheduleWithFixedDelay(db::stop, time.toMillis(), AGAIN_MILLIS, TimeUnit.MILLISECONDS);
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
