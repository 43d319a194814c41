package dev.kcompact.contract.lineage;

import static dev.kcompact.contract.Arguments.checkArgument;
import static dev.kcompact.contract.Arguments.requireNotNegative;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;

/**
 * A raw object in a listing.
 *
 * @param key relative to the source's root
 * @param etag entity tag without quotes
 * @param size stored bytes
 */
public record SourceObject(String key, String etag, long size) {
  public SourceObject {
    requireNonNull(key, "key is null");
    requireNonNull(etag, "etag is null");
    checkArgument(!key.isEmpty(), "key is empty");
    requireNotNegative(size, "size");
  }

  /**
   * Returns a file as an object. Every listing of a folder must use it; otherwise objects compacted
   * by one component look changed to another.
   *
   * @param lastModified of the file; counts in milliseconds
   */
  public static SourceObject ofFile(String key, long size, Instant lastModified) {
    String etag = Long.toHexString(size) + "-" + Long.toHexString(lastModified.toEpochMilli());
    return new SourceObject(key, etag, size);
  }

  /** Returns 32 bits that detect changed content of the same key: SHA-256 over ETag and size. */
  public int fingerprint() {
    MessageDigest digest = sha256();
    update(digest, etag);
    update(digest, size);
    return ByteBuffer.wrap(digest.digest()).getInt();
  }

  /** Adds this object, unambiguously framed, to a digest over several objects. */
  void addTo(MessageDigest digest) {
    update(digest, key);
    update(digest, etag);
    update(digest, size);
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  private static void update(MessageDigest digest, String text) {
    byte[] bytes = text.getBytes(UTF_8);
    update(digest, bytes.length);
    digest.update(bytes);
  }

  private static void update(MessageDigest digest, long number) {
    digest.update(ByteBuffer.allocate(Long.BYTES).putLong(number).flip());
  }
}
