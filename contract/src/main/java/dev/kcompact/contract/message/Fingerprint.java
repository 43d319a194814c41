package dev.kcompact.contract.message;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * By which a record is recognised when it returns, wherever and whenever: 128 bits of SHA-256 over
 * its table, a line feed, and its text, in hex.
 */
public final class Fingerprint {
  /** How many of the digest's hex digits are kept. */
  public static final int DIGITS = 32;

  private Fingerprint() {}

  /**
   * @param record its text as it is sent, before it is cut
   */
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
