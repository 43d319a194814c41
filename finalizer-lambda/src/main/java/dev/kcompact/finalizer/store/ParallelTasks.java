package dev.kcompact.finalizer.store;

import dev.kcompact.finalizer.failure.NonRetryableException;
import dev.kcompact.finalizer.failure.RetryableException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Runs requests in parallel, because a store answers many at once as fast as one. */
final class ParallelTasks {
  private ParallelTasks() {}

  /**
   * Returns all results in the order of the tasks. The first failure stops the others.
   *
   * @param what completes "Failed to", for a failure that is not an unchecked exception
   */
  static <T> List<T> all(String what, int threads, Collection<Callable<T>> tasks) {
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      List<Future<T>> running = tasks.stream().map(pool::submit).toList();
      List<T> results = new ArrayList<>(running.size());
      for (Future<T> each : running) {
        results.add(each.get());
      }
      return results;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RetryableException("Failed to " + what, e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RetryableException failure) {
        throw failure;
      }
      if (e.getCause() instanceof NonRetryableException refusal) {
        throw refusal;
      }
      throw new RetryableException("Failed to " + what, e.getCause() == null ? e : e.getCause());
    } finally {
      pool.shutdownNow();
    }
  }
}
