package dev.kcompact.job.decode.framing;

import java.io.IOException;
import java.util.zip.DataFormatException;
import org.xerial.snappy.Snappy;

/** Reads an object of Snappy blocks, one block at a time. Not thread-safe. */
abstract class SnappyReader implements CompressedReader {
  /** No block is compressed to less: three bytes stand for 64 at most. */
  private static final int MAX_RATIO = 32;

  final byte[] stored;
  private final int maxBlock;
  private byte[] block = new byte[0];
  private int blockLength;
  private int at;

  /**
   * @param maxBlock a block that claims more is not allocated
   */
  SnappyReader(byte[] stored, int maxBlock) {
    this.stored = stored;
    this.maxBlock = maxBlock;
  }

  /**
   * Makes the next block the current one.
   *
   * @return false at the end
   */
  abstract boolean nextBlock() throws DataFormatException;

  @Override
  public int read(byte[] into, int from, int length) throws DataFormatException {
    if (at == blockLength && !nextBlock()) {
      return -1;
    }
    int count = Math.min(length, blockLength - at);
    System.arraycopy(block, at, into, from, count);
    at += count;
    return count;
  }

  /** Makes decompressed bytes the current block. */
  final void uncompress(int from, int length) throws DataFormatException {
    try {
      int claimed = Snappy.uncompressedLength(stored, from, length);
      if (claimed < 0 || claimed > maxBlock || claimed > (long) length * MAX_RATIO) {
        throw new DataFormatException("a block claims " + claimed + " bytes");
      }
      if (block.length < claimed) {
        block = new byte[claimed];
      }
      blockLength = Snappy.uncompress(stored, from, length, block, 0);
      at = 0;
    } catch (IOException | IllegalArgumentException damaged) {
      throw new DataFormatException("a block is damaged: " + damaged.getMessage());
    }
  }

  /** Makes a copy of stored bytes the current block. */
  final void copy(int from, int length) {
    if (block.length < length) {
      block = new byte[length];
    }
    System.arraycopy(stored, from, block, 0, length);
    blockLength = length;
    at = 0;
  }

  /** The current block. */
  final byte[] block() {
    return block;
  }

  final int blockLength() {
    return blockLength;
  }

  @Override
  public void close() {
    // Nothing is held outside of the heap.
  }
}
