package dev.kcompact.job.decode.framing;

import dev.kcompact.job.decode.CorruptReason;
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
  /** Blocks of this size are read even where an object may have less, and cut then. */
  private static final int MIN_BLOCK_LIMIT = 1 << 20;

  /** Decompresses an object; its first bytes tell how. */
  static ObjectText of(String key, byte[] stored, int maxBytes) {
    return switch (Compression.of(key, stored)) {
      case NONE -> plain(stored, maxBytes);
      case GZIP ->
          decompress(new GzipReader(stored), GzipReader.claimedSize(stored), stored, maxBytes);
      case ZSTD -> decompress(new ZstdReader(stored), 0, stored, maxBytes);
      case SNAPPY_BLOCKS ->
          decompress(new SnappyBlocksReader(stored, maxBlock(maxBytes)), 0, stored, maxBytes);
      case SNAPPY_FRAMES ->
          decompress(new SnappyFramesReader(stored, maxBlock(maxBytes)), 0, stored, maxBytes);
    };
  }

  private static int maxBlock(int maxBytes) {
    return Math.max(maxBytes, MIN_BLOCK_LIMIT);
  }

  private static ObjectText plain(byte[] stored, int maxBytes) {
    return stored.length > maxBytes
        ? new ObjectText(stored, maxBytes, CorruptReason.TOO_LARGE)
        : new ObjectText(stored, stored.length, null);
  }

  private static ObjectText decompress(
      CompressedReader reader, long claimed, byte[] stored, int maxBytes) {
    TextBuffer text = new TextBuffer(claimed, stored.length, maxBytes);
    try (reader) {
      while (true) {
        int read = reader.read(text.array(), text.length(), text.remaining());
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

  /** Whether it is no text, for example an object that was compressed in another way. */
  boolean isBinary() {
    return TextProbe.isBinary(bytes, length);
  }
}
