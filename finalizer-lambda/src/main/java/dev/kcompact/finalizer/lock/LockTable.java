package dev.kcompact.finalizer.lock;

import java.time.LocalDate;
import java.util.Optional;

/** Where locks are kept. */
public interface LockTable {
  /** The lock of a day, read consistently; empty where nobody ever took it. */
  Optional<LockItem> find(LocalDate day);

  /**
   * Replaces the lock of a day, if it still is as {@code seen}.
   *
   * @param seen what {@link #find} said
   * @return whether it was
   */
  boolean replace(LocalDate day, Optional<LockItem> seen, LockItem next);
}
