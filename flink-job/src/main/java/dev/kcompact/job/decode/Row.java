package dev.kcompact.job.decode;

/**
 * One record of an object: a good one with its columns, or a corrupt one with its bytes and reason.
 * Reused by its decoder for the next record. Not thread-safe.
 */
public final class Row {
  private int line;

  Row() {}

  /** Index of the record in its object, from 0, corrupt ones counted. */
  public int line() {
    return line;
  }

  public boolean isCorrupt() {
    return false;
  }

  /**
   * The record as it was stored, after decompression; cut at {@link DecodeLimits#maxCorruptBytes}.
   * A copy.
   *
   * @throws IllegalStateException on a good row
   */
  public byte[] corruptBytes() {
    throw new IllegalStateException("row is not corrupt: line " + line);
  }

  /**
   * What the column {@code _corrupt_reason} says: a code, with a JSON pointer where one is known.
   *
   * @throws IllegalStateException on a good row
   */
  public String corruptReason() {
    throw new IllegalStateException("row is not corrupt: line " + line);
  }
}
