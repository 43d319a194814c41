package dev.kcompact.finalizer.store;

import dev.kcompact.contract.footer.Footer;
import dev.kcompact.contract.footer.FooterReader;
import dev.kcompact.finalizer.failure.RetryableException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

public final class Footers {
  private static final int PARALLEL = 16;

  private Footers() {}

  /** Reads footers in parallel; returns them in the order of {@code keys}. */
  public static Map<String, Footer> readAll(ObjectStore store, Collection<String> keys) {
    List<Callable<Footer>> reads = new ArrayList<>();
    keys.forEach(key -> reads.add(() -> read(store, key)));
    List<Footer> footers =
        ParallelTasks.all("read Parquet footers: " + store.root(), PARALLEL, reads);
    Map<String, Footer> byKey = new LinkedHashMap<>();
    Iterator<Footer> next = footers.iterator();
    keys.forEach(key -> byKey.put(key, next.next()));
    return byKey;
  }

  /** Fails if the object is not a Parquet file or its lineage is damaged. */
  public static Footer read(ObjectStore store, String key) {
    try {
      return FooterReader.read(length -> store.tail(key, length));
    } catch (IOException e) {
      throw new RetryableException("Failed to read Parquet footer: " + store.locationOf(key), e);
    }
  }
}
