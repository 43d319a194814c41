package dev.kcompact.job.decode;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdException;
import com.github.luben.zstd.ZstdInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.zip.DataFormatException;
import org.jspecify.annotations.Nullable;

/**
 * An object's text, as far as it could be decompressed and is not beyond the limit.
 *
 * @param bytes the text, and maybe more behind it
 * @param length how many of them are text
 * @param cut why there is no more, though there was; null for a whole object
 */
record ObjectText(byte[] bytes, int length, @Nullable CorruptReason cut) {
  /** Decompresses what the key's extension says is compressed. */
  static ObjectText of(String key, byte[] stored, int maxBytes) {
    String name = key.toLowerCase(Locale.ROOT);
    if (name.endsWith(".gz")) {
      return gunzip(stored, maxBytes);
    }
    if (name.endsWith(".zst")) {
      return unzstd(stored, maxBytes);
    }
    return stored.length > maxBytes
        ? new ObjectText(stored, maxBytes, CorruptReason.TOO_LARGE)
        : new ObjectText(stored, stored.length, null);
  }

  private static ObjectText gunzip(byte[] stored, int maxBytes) {
    GrowingText text = new GrowingText(Gzip.claimedSize(stored), stored.length, maxBytes);
    try (Gzip gzip = new Gzip(stored)) {
      while (true) {
        int read = gzip.read(text.room(), text.length(), text.roomLength());
        if (read < 0) {
          return text.whole();
        }
        text.added(read);
        if (text.isBeyondLimit()) {
          return text.cut(CorruptReason.TOO_LARGE);
        }
      }
    } catch (DataFormatException damaged) {
      return text.cut(CorruptReason.DAMAGED_COMPRESSION);
    }
  }

  private static ObjectText unzstd(byte[] stored, int maxBytes) {
    GrowingText text = new GrowingText(0, stored.length, maxBytes);
    if (stored.length == 0) {
      return text.cut(CorruptReason.DAMAGED_COMPRESSION);
    }
    try (InputStream in = new ZstdInputStream(new ByteArrayInputStream(stored))) {
      while (true) {
        int read = in.read(text.room(), text.length(), text.roomLength());
        if (read < 0) {
          requireWholeFrames(stored);
          return text.whole();
        }
        text.added(read);
        if (text.isBeyondLimit()) {
          return text.cut(CorruptReason.TOO_LARGE);
        }
      }
    } catch (IOException | ZstdException damaged) {
      return text.cut(CorruptReason.DAMAGED_COMPRESSION);
    }
  }

  /** Throws if part of a frame is left behind the last one; a stream takes that for the end. */
  private static void requireWholeFrames(byte[] stored) {
    for (int at = 0; at < stored.length; ) {
      at += Math.toIntExact(Zstd.findFrameCompressedSize(stored, at, stored.length - at));
    }
  }
}
