package dev.kcompact.job.decode.framing;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;
import java.util.zip.DataFormatException;

/** Reads the framing format of Snappy: chunks with a type, a length and a masked CRC-32C. */
final class SnappyFramesReader extends SnappyReader {
  private static final int HEADER = 4;
  private static final int COMPRESSED = 0;
  private static final int PLAIN = 1;
  private static final int FIRST_SKIPPABLE = 0x80;
  private static final int START_OF_STREAM = 0xff;
  private static final int MASK = 0xa282ead8;

  private final CRC32C crc = new CRC32C();
  private int next;

  SnappyFramesReader(byte[] stored, int maxBlock) {
    super(stored, maxBlock);
  }

  @Override
  boolean nextBlock() throws DataFormatException {
    while (next < stored.length) {
      int left = stored.length - next - HEADER;
      int header = left < 0 ? 0 : littleEndian(next);
      int length = header >>> 8;
      if (left < 0 || length > left) {
        throw new DataFormatException("a chunk does not fit the object");
      }
      int from = next + HEADER;
      boolean isData = readChunk(header & 0xff, from, length);
      next = from + length;
      if (isData) {
        return true;
      }
    }
    return false;
  }

  /** Reads a chunk; returns whether it holds data. */
  private boolean readChunk(int type, int from, int length) throws DataFormatException {
    if (type == COMPRESSED || type == PLAIN) {
      readData(type, from, length);
      return true;
    }
    boolean isKnown =
        type == START_OF_STREAM
            ? Compression.SNAPPY_FRAMES.isAt(stored, from - HEADER)
            : type >= FIRST_SKIPPABLE && next > 0;
    if (!isKnown) {
      throw new DataFormatException("no known chunk begins here");
    }
    return false;
  }

  private void readData(int type, int from, int length) throws DataFormatException {
    if (next == 0 || length < Integer.BYTES) {
      throw new DataFormatException("a chunk is too short, or before the start of a stream");
    }
    int data = from + Integer.BYTES;
    if (type == COMPRESSED) {
      uncompress(data, length - Integer.BYTES);
    } else {
      copy(data, length - Integer.BYTES);
    }
    crc.reset();
    crc.update(block(), 0, blockLength());
    int sum = (int) crc.getValue();
    if (littleEndian(from) != (sum >>> 15 | sum << 17) + MASK) {
      throw new DataFormatException("checksum differs");
    }
  }

  private int littleEndian(int at) {
    return ByteBuffer.wrap(stored).order(ByteOrder.LITTLE_ENDIAN).getInt(at);
  }
}
