package dev.kcompact.finalizer.store;

import dev.kcompact.contract.footer.Footer;
import dev.kcompact.contract.footer.FooterReader;
import dev.kcompact.finalizer.failure.FailedException;
import java.io.IOException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Reads the footers of Parquet files in a store. */
public final class Footers {
  private static final int PARALLEL = 16;

  private Footers() {}

  /**
   * The footers of many objects, read side by side, by key in the order of {@code keys}.
   *
   * @throws FailedException as {@link #read} does
   */
  public static Map<String, Footer> readAll(ObjectStore store, Collection<String> keys) {
    ExecutorService threads = Executors.newFixedThreadPool(PARALLEL);
    try {
      Map<String, Future<Footer>> reads = new LinkedHashMap<>();
      keys.forEach(key -> reads.put(key, threads.submit(() -> read(store, key))));
      Map<String, Footer> footers = new LinkedHashMap<>();
      for (Map.Entry<String, Future<Footer>> read : reads.entrySet()) {
        footers.put(read.getKey(), read.getValue().get());
      }
      return footers;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new FailedException("Failed to read Parquet footers: " + store.root(), e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      throw new FailedException("Failed to read Parquet footers: " + store.root(), e);
    } finally {
      threads.shutdownNow();
    }
  }

  /**
   * @throws FailedException if the object is no Parquet file, or its lineage is damaged
   */
  public static Footer read(ObjectStore store, String key) {
    try {
      return FooterReader.read(length -> store.tail(key, length));
    } catch (IOException e) {
      throw new FailedException("Failed to read Parquet footer: " + store.locationOf(key), e);
    }
  }
}
