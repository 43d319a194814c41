package dev.kcompact.testbed.stack;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What was started, to be closed in the opposite order, whatever happens meanwhile. Safe for many
 * threads.
 */
public final class StartedParts implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(StartedParts.class);

  private final Deque<AutoCloseable> parts = new ArrayDeque<>();
  private boolean closed;

  /** Keeps a part; closes it at once when the others are closed already. */
  public <T extends AutoCloseable> T add(T part) {
    synchronized (this) {
      if (!closed) {
        parts.push(part);
        return part;
      }
    }
    close(part);
    throw new IllegalStateException("The stack is being stopped");
  }

  /**
   * Starts parts at the same time and keeps them; when one fails, throws its failure after all have
   * settled.
   */
  void addAll(List<Callable<? extends AutoCloseable>> starts) throws InterruptedException {
    ExecutorService threads = Executors.newFixedThreadPool(starts.size());
    try {
      List<Future<AutoCloseable>> started = new ArrayList<>();
      for (Callable<? extends AutoCloseable> start : starts) {
        started.add(threads.submit(() -> add(start.call())));
      }
      RuntimeException failure = null;
      for (Future<AutoCloseable> part : started) {
        try {
          part.get();
        } catch (ExecutionException e) {
          failure = first(failure, e.getCause());
        }
      }
      if (failure != null) {
        throw failure;
      }
    } finally {
      threads.shutdownNow();
    }
  }

  /** Closes all, the last one first. A second call finds nothing left. */
  @Override
  public void close() {
    while (true) {
      AutoCloseable part;
      synchronized (this) {
        closed = true;
        if (parts.isEmpty()) {
          return;
        }
        part = parts.pop();
      }
      close(part);
    }
  }

  private static void close(AutoCloseable part) {
    try {
      part.close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (Exception e) {
      LOG.warn("Failed to stop a part of the stack", e);
    }
  }

  private static RuntimeException first(
      @Nullable RuntimeException known, @Nullable Throwable cause) {
    if (known != null) {
      return known;
    }
    return cause instanceof RuntimeException failure
        ? failure
        : new IllegalStateException("A part of the stack did not start", cause);
  }
}
