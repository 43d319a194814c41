package dev.kcompact.job.decode;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Arrays;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * One record of an object: a good one with its columns, or a corrupt one with its bytes and reason.
 * Reused by its decoder for the next record. Not thread-safe.
 */
public final class Row {
  private static final byte[] NOTHING = new byte[0];
  private static final byte[] BASE64 = "base64:".getBytes(US_ASCII);

  private final StructValues columns;
  private final int maxCorruptBytes;
  private int line;
  private int textBytes;
  private String rescued = "";
  private @Nullable CorruptReason reason;
  private String pointer = "";
  private byte[] source = NOTHING;
  private int from;
  private int to;

  Row(StructValues columns, int maxCorruptBytes) {
    this.columns = columns;
    this.maxCorruptBytes = maxCorruptBytes;
  }

  void setLine(int line) {
    this.line = line;
  }

  void setGood(String rescued, int textBytes) {
    this.rescued = rescued;
    this.textBytes = textBytes;
    reason = null;
    source = NOTHING;
  }

  /**
   * @param pointer empty where none is known
   * @param source must stay as it is while this row is valid
   */
  void setCorrupt(CorruptReason reason, String pointer, byte[] source, int from, int to) {
    this.reason = reason;
    this.pointer = pointer;
    this.source = source;
    this.from = from;
    textBytes = to - from;
    this.to =
        to - from <= maxCorruptBytes ? to : Utf8.floor(source, from, from + maxCorruptBytes, to);
    rescued = "";
  }

  /** Index of the record in its object, from 0, corrupt ones counted. */
  public int line() {
    return line;
  }

  /** Length of the record as it was stored, after decompression, whatever is kept of it. */
  public int textBytes() {
    return textBytes;
  }

  public boolean isCorrupt() {
    return reason != null;
  }

  /**
   * The columns; the record is their only value.
   *
   * @throws IllegalStateException on a corrupt row
   */
  public StructValues columns() {
    if (reason != null) {
      throw new IllegalStateException("row is corrupt: line " + line);
    }
    return columns;
  }

  /** JSON object of the fields that the schema does not know; null where there is none. */
  public @Nullable String rescued() {
    return rescued.isEmpty() ? null : rescued;
  }

  /**
   * The record as it was stored, after decompression; cut at {@link DecodeLimits#maxCorruptBytes}.
   * A copy.
   *
   * @throws IllegalStateException on a good row
   */
  public byte[] corruptBytes() {
    requireReason();
    return Arrays.copyOfRange(source, from, to);
  }

  /**
   * What the column {@code _corrupt_record} says, in UTF-8: those bytes, or where they are not
   * UTF-8 {@code base64:} and their Base64. A copy.
   *
   * @throws IllegalStateException on a good row
   */
  public byte[] corruptText() {
    byte[] bytes = corruptBytes();
    if (Utf8.isValid(bytes, 0, bytes.length)) {
      return bytes;
    }
    byte[] coded = Base64.getEncoder().encode(bytes);
    byte[] text = Arrays.copyOf(BASE64, BASE64.length + coded.length);
    System.arraycopy(coded, 0, text, BASE64.length, coded.length);
    return text;
  }

  /**
   * What the column {@code _corrupt_reason} says: a code, with a JSON pointer where one is known.
   * It holds nothing of the record: the keys of maps, which are content, show as {@code *}.
   *
   * @throws IllegalStateException on a good row
   */
  public String corruptReason() {
    String code = requireReason().code();
    return pointer.isEmpty() ? code : code + ":" + pointer;
  }

  private CorruptReason requireReason() {
    if (reason == null) {
      throw new IllegalStateException("row is not corrupt: line " + line);
    }
    return reason;
  }
}
