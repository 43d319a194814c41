package dev.kcompact.finalizer.invocation;

import java.time.Duration;

/** The remaining time of an invocation. */
@FunctionalInterface
public interface TimeLeft {
  Duration remaining();

  default boolean isBelow(Duration reserve) {
    return remaining().compareTo(reserve) < 0;
  }
}
