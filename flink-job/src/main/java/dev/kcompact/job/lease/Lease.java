package dev.kcompact.job.lease;

import java.util.function.Consumer;

/** The right to write a lake, renewed in the background. */
public interface Lease extends AutoCloseable {
  /**
   * Starts to acquire and then renew the lease.
   *
   * @param listener called with each change of state, in the lease's thread
   */
  void start(Consumer<LeaseState> listener);

  /** Whether the lease is held; false once it may have expired. Safe in any thread. */
  boolean isHeld();

  /** Stops the renewal and releases the lease. */
  @Override
  void close();
}
