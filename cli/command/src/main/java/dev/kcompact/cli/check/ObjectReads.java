package dev.kcompact.cli.check;

import dev.kcompact.cli.process.CommandException;
import dev.kcompact.cli.store.ObjectStore;
import dev.kcompact.cli.store.ObjectStore.Listed;
import dev.kcompact.contract.lineage.SourceObject;
import dev.kcompact.contract.naming.PairedObject;
import java.nio.file.NoSuchFileException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;

/**
 * Reads objects ahead, with those beside them, and returns them in order. Number and bytes of the
 * objects in flight are bounded.
 */
final class ObjectReads implements AutoCloseable {
  private static final int CONCURRENCY = 8;
  private static final long MAX_BYTES = 16L << 20;

  private final ExecutorService threads =
      Executors.newFixedThreadPool(
          CONCURRENCY,
          task -> {
            Thread thread = new Thread(task, "read");
            thread.setDaemon(true);
            return thread;
          });

  private final ObjectStore store;
  private final List<PairedObject> kinds;
  private final int maxObjectBytes;
  private final Iterator<Listed> waiting;
  private final Deque<Reading> inFlight = new ArrayDeque<>();
  private long bytesInFlight;

  /** An object with its content; {@code sides} has those beside it that exist. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record ReadObject(Listed listed, byte[] content, Map<PairedObject, byte[]> sides) {}

  private record Reading(Listed listed, Future<ReadObject> result) {}

  /**
   * @param kinds of objects that are read beside each
   * @param maxObjectBytes of an object that is larger, this and one byte are read
   */
  ObjectReads(
      ObjectStore store, List<Listed> objects, List<PairedObject> kinds, int maxObjectBytes) {
    this.store = store;
    this.kinds = List.copyOf(kinds);
    this.maxObjectBytes = maxObjectBytes;
    this.waiting = objects.iterator();
  }

  /** Returns the next object; empty after the last one. */
  Optional<ReadObject> next() throws InterruptedException {
    fill();
    Reading first = inFlight.poll();
    if (first == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(first.result().get());
    } catch (ExecutionException e) {
      throw e.getCause() instanceof CommandException failure
          ? failure
          : new CommandException("Failed to read object: " + first.listed().object().key(), e);
    } finally {
      bytesInFlight -= first.listed().object().size();
    }
  }

  private void fill() {
    while (inFlight.size() < CONCURRENCY
        && (inFlight.isEmpty() || bytesInFlight < MAX_BYTES)
        && waiting.hasNext()) {
      Listed next = waiting.next();
      bytesInFlight += next.object().size();
      inFlight.add(new Reading(next, threads.submit(() -> read(next))));
    }
  }

  private ReadObject read(Listed listed) {
    byte[] content = store.read(listed.object(), maxObjectBytes + 1);
    Map<PairedObject, byte[]> sides = new EnumMap<>(PairedObject.class);
    for (PairedObject kind : kinds) {
      kind.keyFor(listed.object().key())
          .flatMap(this::existing)
          .ifPresent(side -> sides.put(kind, side));
    }
    return new ReadObject(listed, content, sides);
  }

  private Optional<byte[]> existing(String key) {
    try {
      return Optional.of(store.read(new SourceObject(key, "", 0), maxObjectBytes));
    } catch (CommandException e) {
      if (e.getCause() instanceof NoSuchKeyException
          || e.getCause() instanceof NoSuchFileException) {
        return Optional.empty();
      }
      throw e;
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
