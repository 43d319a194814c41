package dev.kcompact.job.plan;

import static java.util.Objects.requireNonNull;

import dev.kcompact.contract.lineage.SourceObject;
import java.io.Serializable;

/**
 * An object of a group that could not be read, so that the group's file does not contain it.
 *
 * @param reason a few words, such as status and code
 * @param isDeleted whether the store says that it does not exist
 */
public record UnreadableObject(String key, String etag, long size, String reason, boolean isDeleted)
    implements Serializable {
  private static final long serialVersionUID = 1L;

  public UnreadableObject {
    requireNonNull(key, "key is null");
    requireNonNull(etag, "etag is null");
    requireNonNull(reason, "reason is null");
  }

  public static UnreadableObject of(SourceObject object, String reason, boolean isDeleted) {
    return new UnreadableObject(object.key(), object.etag(), object.size(), reason, isDeleted);
  }

  public SourceObject object() {
    return new SourceObject(key, etag, size);
  }
}
