package dev.kcompact.contract.message;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Identifies a returned record: 128 bits of SHA-256 in hex, over its table, a line feed and its
 * text. A record without a {@linkplain OwnText text of its own} is identified by its place.
 */
public final class Fingerprint {
  /** Number of hex digits. */
  public static final int DIGITS = 32;

  /** Begins what is hashed for a record that is identified by its place. */
  public static final String PLACE = "#";

  private Fingerprint() {}

  /** {@code record} is its text before truncation. */
  public static String of(String table, byte[] record) {
    return of(table, record, 0, record.length);
  }

  /** The text before truncation is {@code text[from, to)}. */
  public static String of(String table, byte[] text, int from, int to) {
    return digest(table + "\n", text, from, to);
  }

  /** {@code key} is the message's key: object and line. */
  public static String ofPlace(String table, String key) {
    byte[] place = key.getBytes(UTF_8);
    // No table's name begins so, and no text of a record has this fingerprint.
    return digest(PLACE + table + "\n", place, 0, place.length);
  }

  private static String digest(String prefix, byte[] text, int from, int to) {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      sha256.update(prefix.getBytes(UTF_8));
      sha256.update(text, from, to - from);
      return HexFormat.of().formatHex(sha256.digest()).substring(0, DIGITS);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
