package dev.kcompact.job.lease;

import java.util.function.Consumer;

/** The right to write a lake, renewed in the background. */
public interface Lease extends AutoCloseable {
  /**
   * Starts to acquire and then to renew it.
   *
   * @param listener called with each change of state, in a thread of the lease's own
   */
  void start(Consumer<LeaseState> listener);

  /** Whether it is held now; false once it may have expired. Safe in any thread. */
  boolean isHeld();

  /** Stops the renewal and releases it. */
  @Override
  void close();
}
