package dev.kcompact.finalizer.lock;

import java.time.LocalDate;
import java.util.Optional;

public interface LockTable {
  /** Reads the lock of a day consistently; empty if it was never acquired. */
  Optional<LockItem> find(LocalDate day);

  /** Replaces the lock if it is still {@code seen}; returns whether it did. */
  boolean replace(LocalDate day, Optional<LockItem> seen, LockItem next);
}
