package dev.kcompact.job.store;

import java.time.Duration;

/** Is told of every request before it is sent. Called from any thread. */
@FunctionalInterface
public interface RequestCounter {
  /** The kinds that are priced apart. */
  enum Kind {
    GET,
    LIST,
    PUT
  }

  /** A request is sent for the first time. */
  void count(Kind kind);

  /** A request that failed is sent again; a request as well, and billed as one. */
  default void retried(Kind kind) {}

  /** The server answered that it is asked too much. */
  default void throttled(Kind kind) {}

  /** A request that failed waits before it is sent again. */
  default void heldBack(Duration delay) {}
}
