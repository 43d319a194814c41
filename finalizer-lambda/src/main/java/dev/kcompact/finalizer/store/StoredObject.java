package dev.kcompact.finalizer.store;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/**
 * A listed object.
 *
 * @param key relative to the store's root
 * @param etag entity tag without quotes; empty if the store has none
 */
public record StoredObject(String key, String etag, long size, Instant lastModified) {
  /** Whether it is the empty object that consoles create for a folder. */
  public boolean isFolderMarker() {
    return size == 0 && key.endsWith("/");
  }

  public StoredObject {
    requireNonNull(key, "key is null");
    requireNonNull(etag, "etag is null");
    requireNonNull(lastModified, "lastModified is null");
  }
}
