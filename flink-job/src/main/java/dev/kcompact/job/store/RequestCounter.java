package dev.kcompact.job.store;

import java.time.Duration;

/** Counts every request before it is sent. Called in any thread. */
@FunctionalInterface
public interface RequestCounter {
  /** Kinds of requests with different prices. */
  enum Kind {
    GET,
    LIST,
    PUT
  }

  /** A request is sent for the first time. */
  void count(Kind kind);

  /** A failed request is sent and billed again. */
  default void retried(Kind kind) {}

  default void throttled(Kind kind) {}

  /** A failed request waits before it is sent again. */
  default void delayed(Duration delay) {}
}
