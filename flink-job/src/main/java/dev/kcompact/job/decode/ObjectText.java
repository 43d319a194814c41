package dev.kcompact.job.decode;

import com.github.luben.zstd.ZstdInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * An object's text, as far as it could be decompressed.
 *
 * @param bytes the text, and maybe more behind it
 * @param length how many of them are text
 * @param cut why there is no more, though there was; null for a whole object
 */
record ObjectText(byte[] bytes, int length, @Nullable CorruptReason cut) {
  private static final int FIRST = 1 << 14;

  /** Decompresses what the key's extension says is compressed. */
  static ObjectText of(String key, byte[] stored, int maxBytes) {
    String name = key.toLowerCase(Locale.ROOT);
    if (name.endsWith(".gz")) {
      return read(stored, GZIPInputStream::new, maxBytes);
    }
    if (name.endsWith(".zst")) {
      return read(stored, ZstdInputStream::new, maxBytes);
    }
    return new ObjectText(stored, stored.length, null);
  }

  /** Something that reads a compressed stream. */
  private interface Opener {
    InputStream open(InputStream compressed) throws IOException;
  }

  private static ObjectText read(byte[] stored, Opener opener, int maxBytes) {
    byte[] bytes = new byte[Math.min(FIRST, maxBytes)];
    int length = 0;
    try (InputStream in = opener.open(new ByteArrayInputStream(stored))) {
      while (true) {
        if (length == bytes.length) {
          if (length == maxBytes) {
            return new ObjectText(bytes, length, in.read() < 0 ? null : CorruptReason.TOO_LARGE);
          }
          bytes = Arrays.copyOf(bytes, (int) Math.min(maxBytes, bytes.length * 2L));
        }
        int read = in.read(bytes, length, bytes.length - length);
        if (read < 0) {
          return new ObjectText(bytes, length, null);
        }
        length += read;
      }
    } catch (IOException damaged) {
      return new ObjectText(bytes, length, CorruptReason.MALFORMED_JSON);
    }
  }
}
