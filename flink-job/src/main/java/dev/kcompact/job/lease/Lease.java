package dev.kcompact.job.lease;

import java.util.function.Consumer;

/** The right to write a lake, kept alive in the background. */
public interface Lease extends AutoCloseable {
  /**
   * Begins to acquire and then to renew it.
   *
   * @param changed is told of each change of standing, in a thread of the lease's own
   */
  void start(Consumer<Standing> changed);

  /** Whether it is held now, for sure. Any thread. */
  boolean isHeld();

  /** Ends the renewal and gives it back. */
  @Override
  void close();
}
