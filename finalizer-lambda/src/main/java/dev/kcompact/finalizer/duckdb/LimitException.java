package dev.kcompact.finalizer.duckdb;

import static java.util.Objects.requireNonNull;

/** A statement needed more than it was given; over less data it can succeed. */
public final class LimitException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** What there was too little of. */
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
