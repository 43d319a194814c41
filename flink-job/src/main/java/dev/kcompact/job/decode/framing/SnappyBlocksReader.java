package dev.kcompact.job.decode.framing;

import java.nio.ByteBuffer;
import java.util.zip.DataFormatException;

/**
 * Reads snappy-java's own streams: a header of 16 bytes, then blocks, each with its length before
 * it. Another header may follow, where streams were put together. There are no checksums.
 */
final class SnappyBlocksReader extends SnappyReader {
  private static final int HEADER = 16;

  private int next;

  SnappyBlocksReader(byte[] stored, int maxBlock) {
    super(stored, maxBlock);
  }

  @Override
  boolean nextBlock() throws DataFormatException {
    if (next == 0) {
      skipHeader();
    }
    while (Compression.SNAPPY_BLOCKS.isAt(stored, next)) {
      skipHeader();
    }
    if (next == stored.length) {
      return false;
    }
    int left = stored.length - next - Integer.BYTES;
    int length = left < 0 ? 0 : ByteBuffer.wrap(stored).getInt(next);
    if (length <= 0 || length > left) {
      throw new DataFormatException("a block does not fit the object");
    }
    uncompress(next + Integer.BYTES, length);
    next += Integer.BYTES + length;
    return true;
  }

  private void skipHeader() throws DataFormatException {
    if (!Compression.SNAPPY_BLOCKS.isAt(stored, next) || stored.length - next < HEADER) {
      throw new DataFormatException("no header begins here");
    }
    next += HEADER;
  }
}
