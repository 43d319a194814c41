package dev.kcompact.job.store;

import static java.util.Objects.requireNonNull;

/**
 * An object's content, with the entity tag of exactly that content. The receiver owns the array.
 *
 * @param etag entity tag without quotes
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record FetchedObject(String key, String etag, byte[] content) {
  public FetchedObject {
    requireNonNull(key, "key is null");
    requireNonNull(etag, "etag is null");
    requireNonNull(content, "content is null");
  }
}
