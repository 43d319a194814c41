package dev.kcompact.job.store;

import java.time.Duration;

/** Counts every request before it is sent. Called from any thread. */
@FunctionalInterface
public interface RequestCounter {
  /** Kinds of requests that have prices of their own. */
  enum Kind {
    GET,
    LIST,
    PUT
  }

  /** A request is sent for the first time. */
  void count(Kind kind);

  /** A failed request is sent again, and billed again. */
  default void retried(Kind kind) {}

  /** The server has throttled a request. */
  default void throttled(Kind kind) {}

  /** A failed request waits before it is sent again. */
  default void delayed(Duration delay) {}
}
