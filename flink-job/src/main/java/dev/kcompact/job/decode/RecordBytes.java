package dev.kcompact.job.decode;

import java.util.Arrays;

/**
 * Where the texts of the record in hand lie: in the object itself, or in a scratch buffer when they
 * are not there literally (escapes). A text's start is an index into the object, or the complement
 * of an index into the scratch.
 */
final class RecordBytes {
  private static final int RETAINED = 1 << 16;

  private byte[] source = new byte[0];
  private byte[] scratch = new byte[1024];
  private int used;

  void setSource(byte[] source) {
    this.source = source;
  }

  /** Forgets the scratch of the record before. */
  void startRecord() {
    used = 0;
    if (scratch.length > RETAINED) {
      scratch = new byte[RETAINED];
    }
  }

  byte[] bufferOf(int start) {
    return start >= 0 ? source : scratch;
  }

  static int offsetOf(int start) {
    return start >= 0 ? start : ~start;
  }

  /** Start, in the form of this class, of what is appended next. */
  int scratchStart() {
    return ~used;
  }

  /** Bytes appended since {@code start} was {@link #scratchStart()}. */
  int scratchLength(int start) {
    return used - ~start;
  }

  /** Forgets what was appended beyond {@code length} bytes since {@code start}. */
  void cut(int start, int length) {
    used = ~start + Math.min(scratchLength(start), length);
  }

  void append(int oneByte) {
    reserve(1);
    scratch[used++] = (byte) oneByte;
  }

  void append(byte[] bytes, int from, int length) {
    reserve(length);
    System.arraycopy(bytes, from, scratch, used, length);
    used += length;
  }

  private void reserve(int more) {
    if (scratch.length - used < more) {
      scratch = Arrays.copyOf(scratch, Math.max(used + more, scratch.length * 2));
    }
  }
}
