package dev.kcompact.job.store;

import static dev.kcompact.contract.Arguments.requireNotNegative;
import static java.util.Objects.requireNonNull;

import java.time.Instant;

/**
 * An object in a listing.
 *
 * @param key relative to the root
 * @param etag entity tag without quotes
 */
public record ListedObject(String key, String etag, long size, Instant lastModified) {
  public ListedObject {
    requireNonNull(key, "key is null");
    requireNonNull(etag, "etag is null");
    requireNonNull(lastModified, "lastModified is null");
    requireNotNegative(size, "size");
  }
}
