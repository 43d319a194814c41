package dev.kcompact.job.decode.framing;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdException;
import com.github.luben.zstd.ZstdInputStream;
import dev.kcompact.job.decode.CorruptReason;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Locale;
import java.util.zip.DataFormatException;
import org.jspecify.annotations.Nullable;

/**
 * Text of an object, as far as it could be decompressed and does not exceed the limit.
 *
 * @param bytes holds the text from index 0; may be longer than it
 * @param length of the text in bytes
 * @param truncated why the text is incomplete; null if it is complete
 */
record ObjectText(byte[] bytes, int length, @Nullable CorruptReason truncated) {
  /** Decompresses an object whose key has the extension of a compressed one. */
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
    TextBuffer text = new TextBuffer(GzipReader.claimedSize(stored), stored.length, maxBytes);
    try (GzipReader gzip = new GzipReader(stored)) {
      while (true) {
        int read = gzip.read(text.array(), text.length(), text.remaining());
        if (read < 0) {
          return text.complete();
        }
        text.advance(read);
        if (text.exceedsLimit()) {
          return text.truncated(CorruptReason.TOO_LARGE);
        }
      }
    } catch (DataFormatException damaged) {
      return text.truncated(CorruptReason.DAMAGED_COMPRESSION);
    }
  }

  private static ObjectText unzstd(byte[] stored, int maxBytes) {
    TextBuffer text = new TextBuffer(0, stored.length, maxBytes);
    if (stored.length == 0) {
      return text.truncated(CorruptReason.DAMAGED_COMPRESSION);
    }
    try (InputStream in = new ZstdInputStream(new ByteArrayInputStream(stored))) {
      while (true) {
        int read = in.read(text.array(), text.length(), text.remaining());
        if (read < 0) {
          requireCompleteFrames(stored);
          return text.complete();
        }
        text.advance(read);
        if (text.exceedsLimit()) {
          return text.truncated(CorruptReason.TOO_LARGE);
        }
      }
    } catch (IOException | ZstdException damaged) {
      return text.truncated(CorruptReason.DAMAGED_COMPRESSION);
    }
  }

  /** Throws if a part of a frame follows the last one, which a stream takes for the end. */
  private static void requireCompleteFrames(byte[] stored) {
    for (int at = 0; at < stored.length; ) {
      at += Math.toIntExact(Zstd.findFrameCompressedSize(stored, at, stored.length - at));
    }
  }

  /** Receives decompressed text and grows with it, up to one byte beyond the limit. */
  private static final class TextBuffer {
    private static final int FIRST = 1 << 14;

    /** Some virtual machines have no arrays of {@link Integer#MAX_VALUE} elements. */
    private static final int MAX_ARRAY = Integer.MAX_VALUE - 16;

    /** Text seldom compresses better; a larger claim is not allocated in advance. */
    private static final int MAX_INITIAL_RATIO = 32;

    private final int maxBytes;
    private byte[] bytes;
    private int length;

    /**
     * @param claimed size of the text according to the stored object, which may be wrong; 0 if
     *     unknown
     * @param stored size of the stored object
     */
    TextBuffer(long claimed, int stored, int maxBytes) {
      this.maxBytes = Math.min(maxBytes, MAX_ARRAY);
      long expected = Math.min(claimed, (long) stored * MAX_INITIAL_RATIO);
      bytes = new byte[(int) Math.min(Math.max(FIRST, expected), this.maxBytes) + 1];
    }

    /** Array that the next bytes go into, at {@link #length()}; there is space for at least one. */
    byte[] array() {
      if (length == bytes.length) {
        bytes = Arrays.copyOf(bytes, (int) Math.min(maxBytes, bytes.length * 2L) + 1);
      }
      return bytes;
    }

    int remaining() {
      return bytes.length - length;
    }

    int length() {
      return length;
    }

    void advance(int count) {
      length += count;
    }

    boolean exceedsLimit() {
      return length > maxBytes;
    }

    ObjectText complete() {
      return new ObjectText(bytes, length, null);
    }

    ObjectText truncated(CorruptReason reason) {
      return new ObjectText(bytes, Math.min(length, maxBytes), reason);
    }
  }
}
