package dev.kcompact.job.compact;

import static java.util.Objects.requireNonNull;

import dev.kcompact.contract.lineage.SourceObject;
import dev.kcompact.job.store.FetchedObject;
import dev.kcompact.job.store.ObjectStore;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/**
 * Fetches objects ahead of their use and hands them over in their order. What is in flight is
 * bounded in number and, by the sizes listed, in bytes; an object larger than the bound is fetched
 * alone. Belongs to one task thread; closing it gives up what is still in flight.
 */
final class FetchWindow implements AutoCloseable {
  private final ObjectStore store;
  private final List<SourceObject> objects;
  private final int concurrency;
  private final long maxBytes;
  private final Deque<CompletableFuture<FetchedObject>> inFlight = new ArrayDeque<>();
  private int asked;
  private int taken;
  private long bytes;

  FetchWindow(ObjectStore store, List<SourceObject> objects, int concurrency, long maxBytes) {
    this.store = store;
    this.objects = objects;
    this.concurrency = concurrency;
    this.maxBytes = maxBytes;
  }

  boolean hasNext() {
    return taken < objects.size();
  }

  /**
   * Waits for the next object.
   *
   * @throws dev.kcompact.job.store.ObjectGoneException if it was removed; the next one can be had
   * @throws InterruptedException if the task is cancelled
   */
  FetchedObject next() throws IOException, InterruptedException {
    fill();
    CompletableFuture<FetchedObject> first = requireNonNull(inFlight.pollFirst(), "no next");
    bytes -= objects.get(taken++).size();
    try {
      return first.get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof IOException known
          ? known
          : new IOException("Failed to read object: " + objects.get(taken - 1).key(), e.getCause());
    }
  }

  private void fill() {
    while (asked < objects.size()
        && inFlight.size() < concurrency
        && (inFlight.isEmpty() || bytes + objects.get(asked).size() <= maxBytes)) {
      SourceObject object = objects.get(asked++);
      bytes += object.size();
      inFlight.addLast(store.fetch(object.key()));
    }
  }

  @Override
  public void close() {
    inFlight.forEach(fetch -> fetch.cancel(true));
    inFlight.clear();
  }
}
