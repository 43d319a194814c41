package dev.kcompact.job.decode.json;

import java.util.Arrays;

/**
 * Bytes of the current record's texts: the object itself, or a scratch buffer for texts that differ
 * from the object's bytes, such as strings with escapes. A text's start is an index into the
 * object, or the complement of an index into the scratch buffer. Not thread-safe.
 */
public final class RecordBytes {
  private static final int RETAINED = 1 << 16;

  private byte[] source = new byte[0];
  private byte[] scratch = new byte[1024];
  private int used;

  /** Sets the object that the next records are read from. */
  public void setSource(byte[] source) {
    this.source = source;
  }

  /** Clears the scratch buffer. */
  public void startRecord() {
    used = 0;
    if (scratch.length > RETAINED) {
      scratch = new byte[RETAINED];
    }
  }

  /** The array that holds the text with that start. */
  public byte[] bufferOf(int start) {
    return start >= 0 ? source : scratch;
  }

  /** Index of that start in {@link #bufferOf}. */
  public static int offsetOf(int start) {
    return start >= 0 ? start : ~start;
  }

  /** Start of a text that is appended next. */
  public int scratchStart() {
    return ~used;
  }

  /** Number of bytes appended since {@code start} was {@link #scratchStart()}. */
  int scratchLength(int start) {
    return used - ~start;
  }

  /** Truncates what was appended since {@code start} to {@code length} bytes. */
  void truncate(int start, int length) {
    used = ~start + Math.min(scratchLength(start), length);
  }

  public void append(int oneByte) {
    reserve(1);
    scratch[used++] = (byte) oneByte;
  }

  public void append(byte[] bytes, int from, int length) {
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
