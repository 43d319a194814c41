package dev.kcompact.finalizer.invocation;

import java.time.Duration;

/** How long this invocation may still take. */
@FunctionalInterface
public interface TimeLeft {
  Duration remaining();

  default boolean isBelow(Duration reserve) {
    return remaining().compareTo(reserve) < 0;
  }
}
