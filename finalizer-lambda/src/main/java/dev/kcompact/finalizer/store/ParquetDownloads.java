package dev.kcompact.finalizer.store;

import dev.kcompact.finalizer.failure.RetryableException;
import java.nio.file.Path;
import java.util.Locale;

/** Downloads Parquet files into a local folder, numbered in order. Not thread-safe. */
public final class ParquetDownloads {
  private final ObjectStore store;
  private final Path folder;
  private int count;

  public ParquetDownloads(ObjectStore store, Path folder) {
    this.store = store;
    this.folder = folder;
  }

  public Path get(String key) {
    return get(
        store
            .find(key)
            .orElseThrow(
                () -> new RetryableException("Failed to find file: " + store.locationOf(key))));
  }

  public Path get(StoredObject object) {
    Path file = folder.resolve(String.format(Locale.ROOT, "%05d.parquet", count++));
    store.download(object, file);
    return file;
  }
}
