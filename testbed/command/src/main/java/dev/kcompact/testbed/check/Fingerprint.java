package dev.kcompact.testbed.check;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * The MD5 of a canonical text, which DuckDB can also compute. It is not used for security;
 * collisions of 128 bits within a day are improbable.
 */
record Fingerprint(long high, long low) {
  private static final int HEX_RADIX = 16;

  static Fingerprint of(String text) {
    return of(text.getBytes(StandardCharsets.UTF_8));
  }

  static Fingerprint of(byte[] bytes) {
    try {
      ByteBuffer digest = ByteBuffer.wrap(MessageDigest.getInstance("MD5").digest(bytes));
      return new Fingerprint(digest.getLong(), digest.getLong());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this Java has no MD5", e);
    }
  }

  /** Parses the 32 hexadecimal digits of DuckDB's {@code md5}. */
  static Fingerprint parse(String hex) {
    return new Fingerprint(
        Long.parseUnsignedLong(hex, 0, 16, HEX_RADIX),
        Long.parseUnsignedLong(hex, 16, 32, HEX_RADIX));
  }
}
