package dev.kcompact.job.lease;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Acquires and renews a lease in a separate thread, because a discovery pass may take longer than
 * the lease.
 */
public final class LeaseRenewer implements Lease {
  private static final Logger LOG = LoggerFactory.getLogger(LeaseRenewer.class);
  private static final long CLOSE_SECONDS = 5;

  private final LakeLease lease;
  private final long tickMillis;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread created = new Thread(task, "kcompact-lease");
            created.setDaemon(true);
            return created;
          });

  /** Used in that thread only. */
  private @Nullable LeaseState last;

  public LeaseRenewer(LakeLease lease, Duration duration) {
    this.lease = lease;
    this.tickMillis = Math.max(10, Math.min(1000, duration.toMillis() / 6));
  }

  @Override
  public void start(Consumer<LeaseState> listener) {
    thread.scheduleWithFixedDelay(() -> tick(listener), 0, tickMillis, TimeUnit.MILLISECONDS);
  }

  private void tick(Consumer<LeaseState> listener) {
    try {
      LeaseState now = lease.tryAcquireOrRenew(System.nanoTime());
      if (!now.equals(last)) {
        last = now;
        listener.accept(now);
      }
    } catch (IOException | RuntimeException e) {
      // The next tick tries again, also after the lease has expired.
      LOG.warn("{}; will try again in {} ms", e.getMessage(), tickMillis);
    }
  }

  @Override
  public boolean isHeld() {
    return lease.isHeld(System.nanoTime());
  }

  @Override
  public void close() {
    thread.execute(this::release);
    thread.shutdown();
    try {
      if (!thread.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
        thread.shutdownNow();
      }
    } catch (InterruptedException e) {
      thread.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }

  private void release() {
    try {
      lease.release();
    } catch (IOException e) {
      LOG.warn("{}; the next job waits until the lease has expired", e.getMessage());
    }
  }
}
