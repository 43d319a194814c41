package dev.kcompact.job.decode.framing;

import java.util.Locale;

/** How an object is compressed. Its first bytes tell; its name helps only where they are none. */
enum Compression {
  NONE,
  GZIP(0x1f, 0x8b),
  ZSTD(0x28, 0xb5, 0x2f, 0xfd),
  /** Blocks behind the header of snappy-java's own streams. */
  SNAPPY_BLOCKS(0x82, 'S', 'N', 'A', 'P', 'P', 'Y', 0),
  /** The framing format of Snappy. */
  SNAPPY_FRAMES(0xff, 0x06, 0x00, 0x00, 's', 'N', 'a', 'P', 'p', 'Y');

  private final byte[] firstBytes;

  Compression(int... firstBytes) {
    this.firstBytes = new byte[firstBytes.length];
    for (int i = 0; i < firstBytes.length; i++) {
      this.firstBytes[i] = (byte) firstBytes[i];
    }
  }

  /**
   * The compression of an object. One that begins like no compressed one, nor like JSON, is what
   * its extension says, and so damaged.
   */
  static Compression of(String key, byte[] stored) {
    for (Compression each : values()) {
      if (each != NONE && each.isAt(stored, 0)) {
        return each;
      }
    }
    return TextProbe.beginsLikeJson(stored, stored.length) ? NONE : ofExtension(key);
  }

  private static Compression ofExtension(String key) {
    String name = key.toLowerCase(Locale.ROOT);
    if (name.endsWith(".gz")) {
      return GZIP;
    }
    if (name.endsWith(".zst")) {
      return ZSTD;
    }
    return name.endsWith(".snappy") ? SNAPPY_BLOCKS : NONE;
  }

  /** Whether the bytes that tell it stand at an index. */
  boolean isAt(byte[] stored, int at) {
    if (at > stored.length - firstBytes.length) {
      return false;
    }
    for (int i = 0; i < firstBytes.length; i++) {
      if (stored[at + i] != firstBytes[i]) {
        return false;
      }
    }
    return true;
  }
}
