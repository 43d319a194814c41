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

/** Resources that are closed in the reverse order of their start. Thread-safe. */
public final class StartedResources implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(StartedResources.class);

  private final Deque<AutoCloseable> resources = new ArrayDeque<>();
  private boolean closed;

  /** Adds a resource; closes it immediately if the others are already closed. */
  public <T extends AutoCloseable> T add(T resource) {
    synchronized (this) {
      if (!closed) {
        resources.push(resource);
        return resource;
      }
    }
    close(resource);
    throw new IllegalStateException("The stack is being stopped");
  }

  /** Starts resources in parallel and adds them; if one fails, throws after all have finished. */
  void addAll(List<Callable<? extends AutoCloseable>> starts) throws InterruptedException {
    ExecutorService threads = Executors.newFixedThreadPool(starts.size());
    try {
      List<Future<AutoCloseable>> started = new ArrayList<>();
      for (Callable<? extends AutoCloseable> start : starts) {
        started.add(threads.submit(() -> add(start.call())));
      }
      RuntimeException failure = null;
      for (Future<AutoCloseable> resource : started) {
        try {
          resource.get();
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

  /** Closes all in reverse order. Further calls have no effect. */
  @Override
  public void close() {
    while (true) {
      AutoCloseable resource;
      synchronized (this) {
        closed = true;
        if (resources.isEmpty()) {
          return;
        }
        resource = resources.pop();
      }
      close(resource);
    }
  }

  private static void close(AutoCloseable resource) {
    try {
      resource.close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (Exception e) {
      LOG.warn("Failed to stop a resource of the stack", e);
    }
  }

  private static RuntimeException first(
      @Nullable RuntimeException known, @Nullable Throwable cause) {
    if (known != null) {
      return known;
    }
    return cause instanceof RuntimeException failure
        ? failure
        : new IllegalStateException("A resource of the stack did not start", cause);
  }
}
