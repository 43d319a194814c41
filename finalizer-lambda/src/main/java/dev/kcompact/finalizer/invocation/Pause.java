package dev.kcompact.finalizer.invocation;

import java.time.Duration;

/** Waits between two tries; handed in, so that tests need not wait. */
@FunctionalInterface
public interface Pause {
  /** Really waits. */
  Pause SLEEPING = duration -> Thread.sleep(duration.toMillis());

  void of(Duration duration) throws InterruptedException;
}
