package dev.kcompact.job.decode.text;

import java.util.Arrays;

/** Decodes base64 with padding (RFC 4648, section 4), strictly: unused bits are zero. */
public final class Base64Text {
  /** The text is not base64. */
  public static final int INVALID = -1;

  /** The text is base64 of more bytes than there is space for. */
  public static final int TOO_LONG = -2;

  private static final byte[] VALUES = new byte[256];

  static {
    String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    Arrays.fill(VALUES, (byte) -1);
    for (int i = 0; i < alphabet.length(); i++) {
      VALUES[alphabet.charAt(i)] = (byte) i;
    }
  }

  private Base64Text() {}

  /** Whether {@code text[from, to)} is base64. */
  public static boolean isValid(byte[] text, int from, int to) {
    return decodedLength(text, from, to) >= 0;
  }

  /**
   * Decodes {@code text[from, to)} into {@code out}.
   *
   * @return number of bytes, or {@link #INVALID}, or {@link #TOO_LONG}
   */
  public static int decode(byte[] text, int from, int to, byte[] out) {
    int length = decodedLength(text, from, to);
    if (length < 0) {
      return length;
    }
    if (length > out.length) {
      return TOO_LONG;
    }
    int bits = 0;
    int count = 0;
    int written = 0;
    for (int at = from; written < length; at++) {
      bits = bits << 6 | VALUES[text[at] & 0xff];
      count += 6;
      if (count >= Byte.SIZE) {
        count -= Byte.SIZE;
        out[written++] = (byte) (bits >> count);
      }
    }
    return length;
  }

  private static int decodedLength(byte[] text, int from, int to) {
    int length = to - from;
    if (length % 4 != 0) {
      return INVALID;
    }
    int padding = 0;
    while (padding < 2 && padding < length && text[to - 1 - padding] == '=') {
      padding++;
    }
    for (int at = from; at < to - padding; at++) {
      if (text[at] < 0 || VALUES[text[at]] < 0) {
        return INVALID;
      }
    }
    int unused = padding == 0 ? 0 : (1 << 2 * padding) - 1;
    if (unused != 0 && (VALUES[text[to - 1 - padding]] & unused) != 0) {
      return INVALID;
    }
    return length / 4 * 3 - padding;
  }
}
