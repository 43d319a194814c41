package dev.kcompact.job.compact;

import dev.kcompact.contract.naming.PairedObject;
import dev.kcompact.job.store.ObjectDeletedException;
import dev.kcompact.job.store.ObjectStore;
import dev.kcompact.job.store.ObjectStore.FetchedObject;
import java.io.IOException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/**
 * Fetches the objects of keys and headers beside those of values. The sink commits them shortly
 * after the values, so the first one of a group that does not exist is asked for once more. Used in
 * one task thread.
 */
final class SideFetches {
  private static final long RETRY_MILLIS = 1000;

  private final ObjectStore store;
  private final List<PairedObject> kinds;
  private boolean waited;

  SideFetches(ObjectStore store, List<PairedObject> kinds) {
    this.store = store;
    this.kinds = List.copyOf(kinds);
  }

  int count() {
    return kinds.size();
  }

  /** Starts the fetches beside an object. */
  Map<PairedObject, CompletableFuture<FetchedObject>> start(String valuesKey) {
    Map<PairedObject, CompletableFuture<FetchedObject>> fetches = new EnumMap<>(PairedObject.class);
    for (PairedObject kind : kinds) {
      kind.keyFor(valuesKey).ifPresent(key -> fetches.put(kind, store.fetch(key)));
    }
    return fetches;
  }

  /** Waits for the fetches; an object that does not exist is absent from the result. */
  Map<PairedObject, FetchedObject> await(
      String valuesKey, Map<PairedObject, CompletableFuture<FetchedObject>> fetches)
      throws IOException {
    Map<PairedObject, FetchedObject> found = new EnumMap<>(PairedObject.class);
    for (Map.Entry<PairedObject, CompletableFuture<FetchedObject>> fetch : fetches.entrySet()) {
      Optional<FetchedObject> side = existing(fetch.getValue());
      if (side.isEmpty() && !waited) {
        waited = true;
        side = existing(again(fetch.getKey().keyFor(valuesKey).orElseThrow()));
      }
      side.ifPresent(object -> found.put(fetch.getKey(), object));
    }
    return found;
  }

  private CompletableFuture<FetchedObject> again(String key) {
    Executor later = CompletableFuture.delayedExecutor(RETRY_MILLIS, TimeUnit.MILLISECONDS);
    return CompletableFuture.supplyAsync(() -> key, later).thenCompose(store::fetch);
  }

  private static Optional<FetchedObject> existing(CompletableFuture<FetchedObject> fetch)
      throws IOException {
    try {
      return Optional.of(ObjectStore.await(fetch));
    } catch (ObjectDeletedException missing) {
      return Optional.empty();
    }
  }
}
