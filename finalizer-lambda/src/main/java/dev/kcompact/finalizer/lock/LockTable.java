package dev.kcompact.finalizer.lock;

import java.time.LocalDate;
import java.util.Optional;

/** Stores locks. */
public interface LockTable {
  /** The lock of a day, read consistently; empty if it was never acquired. */
  Optional<LockItem> find(LocalDate day);

  /**
   * Replaces the lock of a day if it is unchanged.
   *
   * @param seen the result of {@link #find}
   * @return whether it was replaced
   */
  boolean replace(LocalDate day, Optional<LockItem> seen, LockItem next);
}
