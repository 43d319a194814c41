package dev.kcompact.job.decode.columns;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.kcompact.contract.message.Fingerprint;
import dev.kcompact.contract.message.OwnText;
import dev.kcompact.job.decode.CorruptReason;
import dev.kcompact.job.decode.DecodeLimits;
import dev.kcompact.job.decode.text.Utf8;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One record of an object: a good one with its columns, or a corrupt one with its bytes and reason.
 * Its decoder reuses it for the next record. Not thread-safe.
 */
public final class Row {
  /** Receives the rows of an object in their order. */
  @FunctionalInterface
  public interface Consumer {
    /**
     * @param row valid until this call returns; the next record overwrites it
     * @throws Exception ends the decoding of the object and reaches its caller
     */
    void accept(Row row) throws Exception;
  }

  private static final byte[] NOTHING = new byte[0];
  private static final byte[] BASE64 = "base64:".getBytes(US_ASCII);

  private final StructValues columns;
  private final int maxCorruptBytes;
  private int line;
  private int textBytes;
  private String rescued = "";
  private boolean skipped;
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
    skipped = false;
    reason = null;
    source = NOTHING;
  }

  void setSkipped() {
    setGood("", 0);
    skipped = true;
  }

  /**
   * @param pointer empty if unknown
   * @param source not copied; must not change while this row is valid
   */
  void setCorrupt(CorruptReason reason, String pointer, byte[] source, int from, int to) {
    skipped = false;
    this.reason = reason;
    this.pointer = pointer;
    this.source = source;
    this.from = from;
    textBytes = to - from;
    this.to =
        to - from <= maxCorruptBytes ? to : Utf8.floor(source, from, from + maxCorruptBytes, to);
    rescued = "";
  }

  /** Index of the record in its object, from 0, including corrupt records. */
  public int line() {
    return line;
  }

  /** Length in bytes of the complete record as it was stored, after decompression. */
  public int textBytes() {
    return textBytes;
  }

  /** Whether the record is a tombstone that the table's definition leaves out. */
  public boolean isSkipped() {
    return skipped;
  }

  public boolean isCorrupt() {
    return reason != null;
  }

  /**
   * The columns of the table, as a struct whose only value is the record.
   *
   * @throws IllegalStateException on a corrupt row
   */
  public StructValues columns() {
    if (reason != null) {
      throw new IllegalStateException("row is corrupt: line " + line);
    }
    return columns;
  }

  /** JSON object of the fields that the schema does not declare; null if there are none. */
  public @Nullable String rescued() {
    return rescued.isEmpty() ? null : rescued;
  }

  /**
   * A copy of the record as it was stored, after decompression, truncated to {@link
   * DecodeLimits#maxCorruptBytes}.
   *
   * @throws IllegalStateException on a good row
   */
  public byte[] corruptBytes() {
    requireReason();
    return Arrays.copyOfRange(source, from, to);
  }

  /**
   * Whether {@link #corruptBytes} is not the complete record.
   *
   * @throws IllegalStateException on a good row
   */
  public boolean isCut() {
    requireReason();
    return to - from < textBytes;
  }

  /**
   * The fingerprint of the complete record; empty if its text does not say which record it is.
   *
   * @throws IllegalStateException on a good row
   */
  public Optional<String> corruptFingerprint(String table) {
    return requireReason().isIdentifying() && OwnText.isIn(source, from, from + textBytes)
        ? Optional.of(Fingerprint.of(table, source, from, from + textBytes))
        : Optional.empty();
  }

  /**
   * A copy of the value of the column {@code _corrupt_record}, in UTF-8: the record's bytes, or
   * {@code base64:} and their Base64 if they are not UTF-8.
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
   * The value of the column {@code _corrupt_reason}: a code, with a JSON pointer if one is known.
   * It has no record contents: a map's keys are shown as {@code *}.
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
