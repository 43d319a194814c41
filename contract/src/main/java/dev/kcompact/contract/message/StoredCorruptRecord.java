package dev.kcompact.contract.message;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import dev.kcompact.contract.message.DeferredLetters.Unstored;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A corrupt record as its row shows it: what a dead letter needs can be read from the columns
 * {@code _corrupt_record} and {@code _corrupt_reason}, but for {@linkplain DeferredLetters
 * exceptions}.
 *
 * @param bytes the record's text, truncated if {@code isCut}; not copied
 * @param fingerprint of the complete record; null if only its place says which record it is
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record StoredCorruptRecord(byte[] bytes, boolean isCut, @Nullable String fingerprint) {
  private static final byte[] CODED = "base64:".getBytes(US_ASCII);

  /** Codes of reasons that leave no text by which the record could be recognized. */
  private static final Set<String> WITHOUT_TEXT =
      Set.of("damaged_compression", "unknown_compression", "unpaired", "tombstone");

  public StoredCorruptRecord {
    requireNonNull(bytes, "bytes is null");
  }

  /** Whether a record with this reason can be recognized by its text. */
  public static boolean isIdentifying(String reason) {
    return !WITHOUT_TEXT.contains(DeadLetterEvent.ruleOf(reason));
  }

  /**
   * Returns what a row says.
   *
   * @param text value of {@code _corrupt_record}, in UTF-8; not copied
   */
  public static StoredCorruptRecord of(String table, String reason, byte[] text) {
    byte[] bytes = decoded(text);
    boolean isKnown = isIdentifying(reason) && OwnText.isIn(bytes);
    return new StoredCorruptRecord(bytes, false, isKnown ? Fingerprint.of(table, bytes) : null);
  }

  /** Returns what a row says whose exception is known. */
  public static StoredCorruptRecord of(byte[] text, Unstored exception) {
    return new StoredCorruptRecord(
        exception.isLiteral() ? text : decoded(text), exception.isCut(), exception.fingerprint());
  }

  /**
   * Returns the exception of a row from which this record cannot be read; null if it can.
   *
   * @param text as of {@link #of(String, String, byte[])}
   */
  public @Nullable Unstored exceptionOf(
      String table, String reason, byte[] text, String object, int line) {
    StoredCorruptRecord read = of(table, reason, text);
    boolean isLiteral = !Arrays.equals(read.bytes, bytes);
    return isLiteral || isCut || !Objects.equals(read.fingerprint, fingerprint)
        ? new Unstored(object, line, fingerprint, isCut, isLiteral)
        : null;
  }

  /** Bytes that are not UTF-8 are stored as their Base64 with a prefix. */
  private static byte[] decoded(byte[] text) {
    if (!Arrays.equals(CODED, 0, CODED.length, text, 0, Math.min(CODED.length, text.length))) {
      return text;
    }
    try {
      byte[] bytes =
          Base64.getDecoder().decode(Arrays.copyOfRange(text, CODED.length, text.length));
      return isUtf8(bytes) ? text : bytes;
    } catch (IllegalArgumentException noBase64) {
      return text;
    }
  }

  private static boolean isUtf8(byte[] bytes) {
    try {
      UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }
}
