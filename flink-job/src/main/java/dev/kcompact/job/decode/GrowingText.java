package dev.kcompact.job.decode;

import java.util.Arrays;

/** Takes decompressed text, and grows with it up to one byte beyond the limit. */
final class GrowingText {
  private static final int FIRST = 1 << 14;

  /** Some virtual machines have no array of the greatest integer. */
  private static final int MOST = Integer.MAX_VALUE - 16;

  /** Text seldom packs better; what claims to is believed only as it comes. */
  private static final int MOST_BYTES_FOR_EACH_STORED = 32;

  private final int maxBytes;
  private byte[] bytes;
  private int length;

  /**
   * @param claimed size of the text as the stored object has it, maybe wrongly; 0 where it does not
   *     say
   * @param stored size of that object
   */
  GrowingText(long claimed, int stored, int maxBytes) {
    this.maxBytes = Math.min(maxBytes, MOST);
    long believed = Math.min(claimed, (long) stored * MOST_BYTES_FOR_EACH_STORED);
    bytes = new byte[(int) Math.min(Math.max(FIRST, believed), this.maxBytes) + 1];
  }

  /** Where the next bytes go, at {@link #length()}; there is room for at least one. */
  byte[] room() {
    if (length == bytes.length) {
      bytes = Arrays.copyOf(bytes, (int) Math.min(maxBytes, bytes.length * 2L) + 1);
    }
    return bytes;
  }

  int roomLength() {
    return bytes.length - length;
  }

  int length() {
    return length;
  }

  void added(int more) {
    length += more;
  }

  boolean isBeyondLimit() {
    return length > maxBytes;
  }

  ObjectText whole() {
    return new ObjectText(bytes, length, null);
  }

  ObjectText cut(CorruptReason reason) {
    return new ObjectText(bytes, Math.min(length, maxBytes), reason);
  }
}
