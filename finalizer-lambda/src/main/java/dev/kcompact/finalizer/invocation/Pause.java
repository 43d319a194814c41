package dev.kcompact.finalizer.invocation;

import java.time.Duration;

/** Waits between two attempts; tests replace it. */
@FunctionalInterface
public interface Pause {
  /** Sleeps. */
  Pause SLEEPING = duration -> Thread.sleep(duration.toMillis());

  void of(Duration duration) throws InterruptedException;
}
