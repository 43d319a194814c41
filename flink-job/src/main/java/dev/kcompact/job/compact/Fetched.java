package dev.kcompact.job.compact;

import static java.util.Objects.requireNonNull;

import dev.kcompact.contract.lineage.SourceObject;
import dev.kcompact.job.store.FetchedObject;
import dev.kcompact.job.store.Root;
import java.io.IOException;

/**
 * A fetched object, held against its listing.
 *
 * @param source what was read: the content's own entity tag and length
 * @param changed whether the object was written again after it had been listed
 */
@SuppressWarnings("ArrayRecordComponent") // handed over once, never compared
record Fetched(SourceObject source, byte[] content, boolean changed) {
  Fetched {
    requireNonNull(source, "source is null");
    requireNonNull(content, "content is null");
  }

  /**
   * Compares the two. An entity tag is opaque: that of an upload in parts is no hash of the
   * content, and under KMS the same content has another one each time. Equal ones mean the same
   * content; different ones mean another write, which is counted and read as it is now, for the key
   * is what makes an object. One that is missing, as in some notifications and servers, tells
   * nothing.
   *
   * @throws IOException if the very object that was listed came with fewer or more bytes
   */
  static Fetched of(SourceObject listed, FetchedObject got, Root root) throws IOException {
    boolean sameSize = listed.size() == got.content().length;
    boolean bothNamed = !listed.etag().isEmpty() && !got.etag().isEmpty();
    if (bothNamed && listed.etag().equals(got.etag()) && !sameSize) {
      throw new IOException(
          "Failed to read object: "
              + root.locate(got.key())
              + ": "
              + got.content().length
              + " bytes came where the listing says "
              + listed.size()
              + " for the same entity tag "
              + listed.etag());
    }
    boolean changed = !sameSize || (bothNamed && !listed.etag().equals(got.etag()));
    String etag = got.etag().isEmpty() && sameSize ? listed.etag() : got.etag();
    return new Fetched(
        new SourceObject(listed.key(), etag, got.content().length), got.content(), changed);
  }
}
