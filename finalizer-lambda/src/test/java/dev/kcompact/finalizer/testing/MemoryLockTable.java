package dev.kcompact.finalizer.testing;

import dev.kcompact.finalizer.lock.LockItem;
import dev.kcompact.finalizer.lock.LockTable;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Locks in memory, replaced under the same condition. Thread-safe. */
public final class MemoryLockTable implements LockTable {
  private final Map<LocalDate, LockItem> items = new HashMap<>();

  /** Returns a table in which an execution holds a day. */
  public static MemoryLockTable held(LocalDate day, long token) {
    MemoryLockTable table = new MemoryLockTable();
    table.items.put(day, new LockItem("execution", token, true, Instant.MAX));
    return table;
  }

  @Override
  public synchronized Optional<LockItem> find(LocalDate day) {
    return Optional.ofNullable(items.get(day));
  }

  @Override
  public synchronized boolean replace(LocalDate day, Optional<LockItem> seen, LockItem next) {
    if (!find(day).equals(seen)) {
      return false;
    }
    items.put(day, next);
    return true;
  }
}
