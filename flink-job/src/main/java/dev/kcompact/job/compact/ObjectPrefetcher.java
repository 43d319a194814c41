package dev.kcompact.job.compact;

import static java.util.Objects.requireNonNull;

import dev.kcompact.contract.lineage.SourceObject;
import dev.kcompact.contract.naming.PairedObject;
import dev.kcompact.job.store.ObjectStore;
import dev.kcompact.job.store.ObjectStore.FetchedObject;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/**
 * Fetches objects ahead of time and returns them in order. Number and listed bytes of the objects
 * in flight, including the one returned last, are limited; an object larger than the limit is
 * fetched alone. Used in one task thread. Closing it cancels the fetches in flight.
 */
final class ObjectPrefetcher implements AutoCloseable {
  /** Receives the progress of the fetches, in the task's thread. */
  interface Listener {
    /** Objects and bytes that are being fetched, or fetched and not decoded yet. */
    void inFlight(int objects, long bytes);

    void waited(long nanos);

    /** The byte limit has delayed a fetch. */
    void limited();
  }

  private final ObjectStore store;
  private final List<SourceObject> objects;
  private final int concurrency;
  private final FetchBudget.Share share;
  private final Listener listener;
  private final int maxObjectBytes;
  private final SideFetches sides;
  private final Deque<Fetch> inFlight = new ArrayDeque<>();
  private int requested;
  private int returned;

  /** Bytes of the object that was returned last. */
  private long inUse;

  /** The requests of an object and of those beside it. */
  private record Fetch(
      CompletableFuture<FetchedObject> object,
      Map<PairedObject, CompletableFuture<FetchedObject>> sides) {
    void cancel() {
      object.cancel(true);
      sides.values().forEach(side -> side.cancel(true));
    }
  }

  /**
   * Fetches one byte more than {@code maxObjectBytes} of an object larger than that, so that the
   * decoder detects the size.
   */
  ObjectPrefetcher(
      ObjectStore store,
      List<SourceObject> objects,
      int concurrency,
      FetchBudget.Share share,
      Listener listener,
      int maxObjectBytes,
      SideFetches sides) {
    this.store = store;
    this.sides = sides;
    this.objects = objects;
    this.concurrency = concurrency;
    this.share = share;
    this.listener = listener;
    this.maxObjectBytes = maxObjectBytes;
  }

  boolean hasNext() {
    return returned < objects.size();
  }

  /**
   * Waits for the next object and releases the previous one, which must not be used any more.
   *
   * @throws dev.kcompact.job.store.ObjectDeletedException if it was deleted; the next call
   *     continues with the object after it
   * @throws dev.kcompact.job.store.UnreadableObjectException if it, or an object beside it, cannot
   *     be read; the same applies
   */
  RawObject next() throws IOException, InterruptedException {
    share.release(inUse);
    inUse = 0;
    fill();
    listener.inFlight(inFlight.size(), share.own());
    Fetch first = requireNonNull(inFlight.pollFirst(), "no next");
    SourceObject listed = objects.get(returned++);
    inUse = bytesOf(listed);
    FetchedObject fetched = await(first, listed);
    RawObject object =
        isTooLarge(listed)
            ? new RawObject(listed, fetched.content(), false, Map.of())
            : RawObject.of(listed, fetched, store.root());
    return object.with(sides.await(listed.key(), first.sides()));
  }

  /** The listed object that {@link #next} returned, or failed to return, last. */
  SourceObject last() {
    return objects.get(returned - 1);
  }

  private FetchedObject await(Fetch fetch, SourceObject listed)
      throws IOException, InterruptedException {
    long started = fetch.object().isDone() ? 0 : System.nanoTime();
    try {
      return fetch.object().get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof IOException known
          ? known
          : new IOException("Failed to read object: " + store.root() + listed.key(), e.getCause());
    } catch (InterruptedException e) {
      fetch.cancel();
      throw e;
    } finally {
      if (started != 0) {
        listener.waited(System.nanoTime() - started);
      }
    }
  }

  private void fill() {
    while (requested < objects.size() && inFlight.size() < concurrency) {
      SourceObject next = objects.get(requested);
      if (!share.tryTake(bytesOf(next))) {
        listener.limited();
        return;
      }
      requested++;
      inFlight.addLast(
          new Fetch(
              isTooLarge(next) ? fetchBeginning(next) : store.fetch(next.key()),
              sides.start(next.key())));
    }
  }

  private boolean isTooLarge(SourceObject listed) {
    return listed.size() > maxObjectBytes;
  }

  private long bytesOf(SourceObject listed) {
    long bytes = isTooLarge(listed) ? maxObjectBytes + 1L : listed.size();
    // The objects beside it are not listed; they are seldom larger.
    return bytes * (1 + sides.count());
  }

  private CompletableFuture<FetchedObject> fetchBeginning(SourceObject listed) {
    return store
        .read(listed.key(), 0, maxObjectBytes + 1)
        .thenApply(content -> new FetchedObject(listed.key(), listed.etag(), content));
  }

  @Override
  public void close() {
    inFlight.forEach(Fetch::cancel);
    inFlight.clear();
    share.close();
    listener.inFlight(0, 0);
  }
}
