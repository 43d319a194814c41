package dev.kcompact.job.store;

/** Is told of every request before it is sent, retries not counted. Called from any thread. */
@FunctionalInterface
public interface RequestCounter {
  /** The kinds that are priced apart. */
  enum Kind {
    GET,
    LIST,
    PUT
  }

  void count(Kind kind);
}
