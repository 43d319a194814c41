package dev.kcompact.job.compact;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.toMap;

import dev.kcompact.contract.lineage.SourceObject;
import dev.kcompact.contract.location.StorageLocation;
import dev.kcompact.contract.naming.PairedObject;
import dev.kcompact.job.store.ObjectStore.FetchedObject;
import dev.kcompact.job.store.UnreadableObjectException;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * A fetched object after comparison with its listing.
 *
 * @param source the object with the entity tag and length of its content
 * @param changed whether the object was rewritten after it was listed
 * @param sides objects that were read beside it; one that does not exist is absent
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record RawObject(
    SourceObject source, byte[] content, boolean changed, Map<PairedObject, FetchedObject> sides) {
  RawObject {
    requireNonNull(source, "source is null");
    requireNonNull(content, "content is null");
    sides = Map.copyOf(sides);
  }

  /** Returns this object with those that were read beside it. */
  RawObject with(Map<PairedObject, FetchedObject> read) {
    return new RawObject(source, content, changed, read);
  }

  /** The objects beside it, with the entity tags and lengths of their content. */
  List<SourceObject> sideSources() {
    return sides.values().stream()
        .map(side -> new SourceObject(side.key(), side.etag(), side.content().length))
        .toList();
  }

  /** Contents of the objects beside it. */
  Map<PairedObject, byte[]> sideContents() {
    return sides.entrySet().stream()
        .collect(toMap(Map.Entry::getKey, side -> side.getValue().content()));
  }

  /**
   * Compares a fetched object with its listing. Entity tags are opaque: the tag of a multipart
   * upload is not a hash, and with KMS every write of the same content has another tag. Equal tags
   * mean equal content. Different tags mean another write; its content is read, because a key
   * identifies an object. A missing tag, as in some notifications, proves nothing.
   *
   * @throws UnreadableObjectException if the entity tag is the listed one but the length is not
   */
  static RawObject of(SourceObject listed, FetchedObject fetched, StorageLocation root)
      throws IOException {
    boolean sameSize = listed.size() == fetched.content().length;
    boolean bothTagged = !listed.etag().isEmpty() && !fetched.etag().isEmpty();
    if (bothTagged && listed.etag().equals(fetched.etag()) && !sameSize) {
      String what =
          "%d bytes received, but the listing has %d for the same entity tag %s"
              .formatted(fetched.content().length, listed.size(), listed.etag());
      throw new UnreadableObjectException(
          "Failed to read object: %s%s: %s".formatted(root, fetched.key(), what), what, null);
    }
    boolean changed = !sameSize || (bothTagged && !listed.etag().equals(fetched.etag()));
    String etag = fetched.etag().isEmpty() && sameSize ? listed.etag() : fetched.etag();
    return new RawObject(
        new SourceObject(listed.key(), etag, fetched.content().length),
        fetched.content(),
        changed,
        Map.of());
  }
}
