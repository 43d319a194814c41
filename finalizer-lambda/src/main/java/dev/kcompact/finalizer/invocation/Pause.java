package dev.kcompact.finalizer.invocation;

import java.time.Duration;

/** Waits between two attempts. */
@FunctionalInterface
public interface Pause {
  Pause SLEEPING = duration -> Thread.sleep(duration.toMillis());

  void of(Duration duration) throws InterruptedException;
}
