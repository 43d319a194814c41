package dev.kcompact.contract.message;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Identifies a returned record: 128 bits of SHA-256 over its table, a line feed and its text, in
 * hex.
 */
public final class Fingerprint {
  /** Number of hex digits. */
  public static final int DIGITS = 32;

  private Fingerprint() {}

  /** {@code record} is its text before truncation. */
  public static String of(String table, byte[] record) {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      sha256.update((table + "\n").getBytes(UTF_8));
      return HexFormat.of().formatHex(sha256.digest(record)).substring(0, DIGITS);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
