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
 * Fetches objects ahead of their use and hands them over in their order. What is in flight or
 * handed over last is bounded in number and, by the sizes listed, in bytes; an object larger than
 * the bound is fetched alone. Belongs to one task thread; closing it gives up what is still in
 * flight.
 */
final class FetchWindow implements AutoCloseable {
  private final ObjectStore store;
  private final List<SourceObject> objects;
  private final int concurrency;
  private final FetchBudget.Share share;
  private final FetchMeter meter;
  private final int maxObjectBytes;
  private final Deque<CompletableFuture<FetchedObject>> inFlight = new ArrayDeque<>();
  private int asked;
  private int taken;

  /** Bytes of the object that was handed over last. */
  private long inUse;

  /**
   * @param maxObjectBytes of a larger object as many bytes are fetched and one, which tells a
   *     decoder that there were more
   */
  FetchWindow(
      ObjectStore store,
      List<SourceObject> objects,
      int concurrency,
      FetchBudget.Share share,
      FetchMeter meter,
      int maxObjectBytes) {
    this.store = store;
    this.objects = objects;
    this.concurrency = concurrency;
    this.share = share;
    this.meter = meter;
    this.maxObjectBytes = maxObjectBytes;
  }

  boolean hasNext() {
    return taken < objects.size();
  }

  /**
   * Waits for the next object; the one before is done with.
   *
   * @throws dev.kcompact.job.store.ObjectGoneException if it was removed; the next one can be had
   * @throws InterruptedException if the task is cancelled
   */
  Fetched next() throws IOException, InterruptedException {
    share.giveBack(inUse);
    inUse = 0;
    fill();
    meter.inFlight(inFlight.size(), share.own());
    CompletableFuture<FetchedObject> first = requireNonNull(inFlight.pollFirst(), "no next");
    SourceObject listed = objects.get(taken++);
    inUse = bytesOf(listed);
    FetchedObject got = await(first, listed);
    return isTooLarge(listed)
        ? new Fetched(listed, got.content(), false)
        : Fetched.of(listed, got, store.root());
  }

  /** Key of the object that {@link #next} handed over, or failed to. */
  String lastKey() {
    return objects.get(taken - 1).key();
  }

  private FetchedObject await(CompletableFuture<FetchedObject> fetch, SourceObject listed)
      throws IOException, InterruptedException {
    long began = fetch.isDone() ? 0 : System.nanoTime();
    try {
      return fetch.get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof IOException known
          ? known
          : new IOException(
              "Failed to read object: " + store.root().locate(listed.key()), e.getCause());
    } catch (InterruptedException e) {
      fetch.cancel(true);
      throw e;
    } finally {
      if (began != 0) {
        meter.waited(System.nanoTime() - began);
      }
    }
  }

  private void fill() {
    while (asked < objects.size() && inFlight.size() < concurrency) {
      SourceObject next = objects.get(asked);
      if (!share.tryTake(bytesOf(next))) {
        meter.heldBack();
        return;
      }
      asked++;
      inFlight.addLast(isTooLarge(next) ? fetchBeginning(next) : store.fetch(next.key()));
    }
  }

  private boolean isTooLarge(SourceObject listed) {
    return listed.size() > maxObjectBytes;
  }

  private long bytesOf(SourceObject listed) {
    return isTooLarge(listed) ? maxObjectBytes + 1L : listed.size();
  }

  private CompletableFuture<FetchedObject> fetchBeginning(SourceObject listed) {
    return store
        .read(listed.key(), 0, maxObjectBytes + 1)
        .thenApply(content -> new FetchedObject(listed.key(), listed.etag(), content));
  }

  @Override
  public void close() {
    inFlight.forEach(fetch -> fetch.cancel(true));
    inFlight.clear();
    share.close();
    meter.inFlight(0, 0);
  }
}
