package dev.kcompact.job.compact;

import static java.util.Objects.requireNonNull;

import dev.kcompact.contract.lineage.SourceObject;
import dev.kcompact.contract.location.StorageLocation;
import dev.kcompact.job.store.ObjectStore.FetchedObject;
import java.io.IOException;

/**
 * A fetched object, checked against its listing.
 *
 * @param source the object as it was read, with the content's own entity tag and length
 * @param changed whether the object was written again after it was listed
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record RawObject(SourceObject source, byte[] content, boolean changed) {
  RawObject {
    requireNonNull(source, "source is null");
    requireNonNull(content, "content is null");
  }

  /**
   * Compares a fetched object with its listing. Entity tags are opaque: that of a multipart upload
   * is no hash of the content, and under KMS the same content has another tag for each write. Equal
   * tags mean the same content. Different tags mean another write; the new content is read, because
   * an object is identified by its key. A missing tag, as in some notifications, is no evidence.
   *
   * @throws IOException if the object has the listed entity tag but another length
   */
  static RawObject of(SourceObject listed, FetchedObject fetched, StorageLocation root)
      throws IOException {
    boolean sameSize = listed.size() == fetched.content().length;
    boolean bothTagged = !listed.etag().isEmpty() && !fetched.etag().isEmpty();
    if (bothTagged && listed.etag().equals(fetched.etag()) && !sameSize) {
      throw new IOException(
          "Failed to read object: %s%s: %d bytes received, but the listing has %d for the same entity tag %s"
              .formatted(
                  root, fetched.key(), fetched.content().length, listed.size(), listed.etag()));
    }
    boolean changed = !sameSize || (bothTagged && !listed.etag().equals(fetched.etag()));
    String etag = fetched.etag().isEmpty() && sameSize ? listed.etag() : fetched.etag();
    return new RawObject(
        new SourceObject(listed.key(), etag, fetched.content().length), fetched.content(), changed);
  }
}
