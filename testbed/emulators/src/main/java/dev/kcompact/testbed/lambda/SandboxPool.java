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
 * <p>A busy sandbox counts with its function's memory, an idle one with the most that its process
 * has used. A caller waits while its function runs at its maximum concurrency, or while busy
 * sandboxes use all memory. Idle ones are ended to free memory, the longest idle first, but not for
 * a second sandbox of a function: starting theirs again would cost more than it gains.
 */
final class SandboxPool implements AutoCloseable {
  private final Function<FunctionSpec, Sandbox> starter;
  private final Deque<Idle> idle = new ArrayDeque<>();
  private final Set<Sandbox> busy = new HashSet<>();
  private final Map<String, Integer> running = new HashMap<>();
  private int freeMib;
  private boolean closed;

  /**
   * A sandbox that waits for an invocation.
   *
   * @param mib the part of the budget that it holds
   */
  private record Idle(Sandbox sandbox, int mib) {
    FunctionSpec function() {
      return sandbox.function();
    }

    void close() {
      sandbox.close();
    }
  }

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
    int idleMib = sandbox.idleMib();
    boolean reusable = sandbox.isAlive();
    if (!reusable) {
      sandbox.close();
    }
    synchronized (this) {
      busy.remove(sandbox);
      release(sandbox.function(), sandbox.function().memoryMib() - (reusable ? idleMib : 0));
      if (reusable) {
        idle.addFirst(new Idle(sandbox, idleMib));
      }
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
    idle.forEach(Idle::close);
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
        Idle warm = takeIdle(function.name());
        int needed = function.memoryMib() - (warm == null ? 0 : warm.mib());
        if (running.getOrDefault(function.name(), 0) == 0 ? makeRoom(needed) : takeFree(needed)) {
          running.merge(function.name(), 1, Integer::sum);
          return Optional.ofNullable(warm).map(Idle::sandbox);
        }
        if (warm != null) {
          idle.addFirst(warm);
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

  private @Nullable Idle takeIdle(String function) {
    Iterator<Idle> all = idle.iterator();
    while (all.hasNext()) {
      Idle waiting = all.next();
      if (waiting.function().name().equals(function)) {
        all.remove();
        if (waiting.sandbox().isAlive()) {
          return waiting;
        }
        freeMib += waiting.mib();
        waiting.close();
      }
    }
    return null;
  }

  /** Reserves memory and ends the longest idle sandboxes if needed; false if that is not enough. */
  private boolean makeRoom(int mib) {
    while (freeMib < mib && !idle.isEmpty()) {
      Idle oldest = idle.removeLast();
      oldest.close();
      freeMib += oldest.mib();
    }
    return takeFree(mib);
  }

  private boolean takeFree(int mib) {
    if (freeMib < mib) {
      return false;
    }
    freeMib -= mib;
    return true;
  }
}
