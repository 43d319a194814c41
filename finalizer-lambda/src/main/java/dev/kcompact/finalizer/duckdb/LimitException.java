package dev.kcompact.finalizer.duckdb;

import static java.util.Objects.requireNonNull;

/** A statement reached a limit; it may succeed with less data. */
public final class LimitException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public enum Limit {
    MEMORY,
    STORAGE,
    TIME
  }

  private final Limit limit;

  LimitException(Limit limit, String message) {
    super(message);
    this.limit = requireNonNull(limit, "limit is null");
  }

  public Limit limit() {
    return limit;
  }
}
