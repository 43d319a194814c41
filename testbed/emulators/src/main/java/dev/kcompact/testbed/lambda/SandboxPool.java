package dev.kcompact.testbed.lambda;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The sandboxes of all functions, within one memory budget. Thread-safe.
 *
 * <p>A caller waits while its function runs at its maximum concurrency, or while busy sandboxes use
 * all memory; idle ones of other functions are ended to free memory.
 */
final class SandboxPool implements AutoCloseable {
  private final Function<FunctionSpec, Sandbox> starter;
  private final Deque<Sandbox> idle = new ArrayDeque<>();
  private final Set<Sandbox> busy = new HashSet<>();
  private final Map<String, Integer> running = new HashMap<>();
  private int freeMib;
  private boolean closed;

  SandboxPool(int budgetMib, Function<FunctionSpec, Sandbox> starter) {
    this.freeMib = budgetMib;
    this.starter = starter;
  }

  /** Returns a warm or new sandbox of the function, which must be given back. */
  Sandbox borrow(FunctionSpec function) throws InterruptedException {
    Optional<Sandbox> warm = reserve(function);
    Sandbox sandbox = warm.orElse(null);
    if (sandbox == null) {
      sandbox = startReserved(function);
    }
    synchronized (this) {
      busy.add(sandbox);
      if (closed) {
        sandbox.close();
      }
    }
    return sandbox;
  }

  /** Takes a sandbox back; one that has ended is dropped. */
  void giveBack(Sandbox sandbox) {
    boolean reusable = sandbox.isAlive();
    if (!reusable) {
      sandbox.close();
    }
    synchronized (this) {
      busy.remove(sandbox);
      release(sandbox.function(), reusable ? 0 : sandbox.function().memoryMib());
      if (reusable) {
        idle.addFirst(sandbox);
      }
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
    idle.forEach(Sandbox::close);
    idle.clear();
    busy.forEach(Sandbox::close);
    notifyAll();
  }

  /**
   * Waits for a free slot; returns a warm sandbox, or empty after reserving memory for a new one.
   */
  private synchronized Optional<Sandbox> reserve(FunctionSpec function)
      throws InterruptedException {
    while (true) {
      if (closed) {
        throw new IllegalStateException("The Lambda host is closed: " + function.name());
      }
      if (running.getOrDefault(function.name(), 0) < function.concurrency()) {
        Sandbox warm = takeIdle(function.name());
        if (warm != null || makeRoom(function.memoryMib())) {
          running.merge(function.name(), 1, Integer::sum);
          return Optional.ofNullable(warm);
        }
      }
      wait();
    }
  }

  private Sandbox startReserved(FunctionSpec function) {
    boolean started = false;
    try {
      Sandbox sandbox = starter.apply(function);
      started = true;
      return sandbox;
    } finally {
      if (!started) {
        synchronized (this) {
          release(function, function.memoryMib());
        }
      }
    }
  }

  private void release(FunctionSpec function, int mib) {
    running.merge(function.name(), -1, Integer::sum);
    freeMib += mib;
    notifyAll();
  }

  private @Nullable Sandbox takeIdle(String function) {
    Iterator<Sandbox> all = idle.iterator();
    while (all.hasNext()) {
      Sandbox sandbox = all.next();
      if (sandbox.function().name().equals(function)) {
        all.remove();
        if (sandbox.isAlive()) {
          return sandbox;
        }
        freeMib += sandbox.function().memoryMib();
        sandbox.close();
      }
    }
    return null;
  }

  /** Reserves memory and ends the longest idle sandboxes if needed; false if that is not enough. */
  private boolean makeRoom(int mib) {
    while (freeMib < mib && !idle.isEmpty()) {
      Sandbox oldest = idle.removeLast();
      oldest.close();
      freeMib += oldest.function().memoryMib();
    }
    if (freeMib < mib) {
      return false;
    }
    freeMib -= mib;
    return true;
  }
}
