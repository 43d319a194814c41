package dev.kcompact.job.decode.framing;

import dev.kcompact.job.decode.CorruptReason;
import java.util.Arrays;

/** Receives decompressed text and grows with it, up to one byte beyond the limit. */
final class TextBuffer {
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
